import type { StorybookConfig } from '@storybook/web-components-vite';

/** Storybook for designers: `npm run storybook`. It talks to nobody; the backend runs inside the page. */
const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (vite) => ({
    ...vite,
    // light-dark() as it stands: the imitation for older browsers does not follow a scheme that a script sets.
    build: { ...vite.build, cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
    // nanostores asks for it at run time, and a page has no `process`.
    define: { ...vite.define, 'process.env.NODE_ENV': '"production"' },
    // PGlite finds its WebAssembly beside its own module.
    optimizeDeps: { ...vite.optimizeDeps, exclude: ['@electric-sql/pglite'] },
    worker: { ...vite.worker, format: 'es' },
  }),
};

export default config;
