/** The backend as one web-standard function, for any runtime that has `Request`, `Response` and WebCrypto. */
export { createBackend } from './app.ts';
export { localKeys } from './vault/local-keys.ts';
export type * from './ports.ts';
