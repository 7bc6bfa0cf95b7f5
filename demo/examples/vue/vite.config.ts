import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** What Vue must leave to the browser, and not look for as components of its own. */
const ELEMENTS =
  /^(?:messages-|conversation-list$|thread-view$|message-composer$|recipient-picker$|ooo-settings$|messaging-features$)/;

export default defineConfig({
  base: './',
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => ELEMENTS.test(tag) } } })],
  build: { modulePreload: false },
});
