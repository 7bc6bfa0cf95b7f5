import 'entrenous/define';
import { configure } from 'entrenous';
import { mount } from 'svelte';
import App from './App.svelte';

// Once for all elements of the page; each may also have attributes of its own.
configure({ backend: import.meta.env.VITE_MESSAGES_BACKEND, tokenUrl: '/messages-token' });

mount(App, { target: document.getElementById('app')! });
