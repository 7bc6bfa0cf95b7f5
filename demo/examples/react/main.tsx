import 'entrenous/define';
import { configure } from 'entrenous';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';

// Once for all elements of the page; each may also have attributes of its own.
configure({ backend: import.meta.env.VITE_MESSAGES_BACKEND, tokenUrl: '/messages-token' });

createRoot(document.getElementById('app')!).render(<App />);
