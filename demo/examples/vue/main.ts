import 'entrenous/define';
import { configure } from 'entrenous';
import { createApp } from 'vue';
import App from './App.vue';

// Once for all elements of the page; each may also have attributes of its own.
configure({ backend: import.meta.env.VITE_MESSAGES_BACKEND, tokenUrl: '/messages-token' });

createApp(App).mount('#app');
