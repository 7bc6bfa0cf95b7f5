import 'entrenous/define';
import { configure } from 'entrenous';
import { render } from 'solid-js/web';
import { App } from './App.tsx';

// Once for all elements of the page; each may also have attributes of its own.
configure({ backend: import.meta.env.VITE_MESSAGES_BACKEND, tokenUrl: '/messages-token' });

render(() => <App />, document.getElementById('app')!);
