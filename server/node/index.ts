/** What the backend needs where it runs in Node: a database, files, pictures and a listener. */
export { postgresDatabase } from '../store/adapters/postgres.ts';
export { folderFiles } from './folder-files.ts';
export { sharpCodec } from './images.ts';
export { listen, type Listener } from './listener.ts';
