import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

export default defineConfig({
  base: './',
  plugins: [solid()],
  // The elements and what they load when it is needed; Vite's own loader would put styles into the page.
  build: { modulePreload: false },
});
