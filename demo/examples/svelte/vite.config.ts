import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [svelte()],
  // The elements and what they load when it is needed; Vite's own loader would put styles into the page.
  build: { modulePreload: false },
});
