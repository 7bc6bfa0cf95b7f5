import { defineConfig } from 'vite';

/** Builds the script-tag bundle: `dist/entrenous.js`, with what is used later in chunks beside it. */
export default defineConfig({
  // Chunks are found beside the script, wherever a portal puts it.
  base: './',
  publicDir: false,
  // nanostores asks for it at run time, and a page has no `process`.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    sourcemap: true,
    // The elements load their chunks themselves; nothing is written into the page's head.
    modulePreload: false,
    // Not library mode: that would leave the white space in.
    rollupOptions: {
      input: 'src/define.ts',
      // A page may import what the entry gives, to put its own words in place of ours.
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: 'entrenous.js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: 'chunks/[name]-[hash][extname]',
        // The light elements and all they need are a chunk too. Later chunks would import that from the entry otherwise, and
        // a page that loads `entrenous.js?v=2` would then run everything twice.
        codeSplitting: { groups: [{ name: 'core', test: /messages-(?:button|provider)\.ts$/ }] },
      },
    },
  },
});
