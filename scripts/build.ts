import { ensureBundle } from './bundle.ts';
import { ensureLib } from './lib.ts';

/** What the npm package consists of: `npm run build`. */
await ensureBundle();
ensureLib();
