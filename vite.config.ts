import { defineConfig } from 'vite';
import { againPlugin } from './scripts/again-plugin.ts';

/** Builds the script-tag bundle: `dist/entrenous.js`, with what is used later in chunks beside it. */
export default defineConfig({
  // Chunks are found beside the script, wherever a portal puts it.
  base: './',
  publicDir: false,
  plugins: [againPlugin()],
  // nanostores asks for it at run time, and a page has no `process`.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    sourcemap: true,
    // Library mode, because otherwise each import of a chunk goes through a helper that the entry would have to load first.
    lib: { entry: 'src/script.ts', formats: ['es'] },
    rollupOptions: {
      output: {
        // Library mode alone would leave the white space in.
        minify: true,
        entryFileNames: 'entrenous.js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: 'chunks/[name]-[hash][extname]',
        // The light elements and all they need are one chunk, and none of it is in the entry: a page that loads
        // `entrenous.js?v=2` would run that twice.
        codeSplitting: {
          groups: [{ name: 'core', test: /(?:script-tag|messages-(?:button|provider))\.ts$/ }],
        },
      },
    },
  },
});
