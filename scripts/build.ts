import { rmSync } from 'node:fs';
import { bundleFolder, ensureBundle } from './bundle.ts';
import { ensureLib } from './lib.ts';

/** What the npm package consists of: `npm run build`. */
// Chunks of earlier builds stay for a server that is using them; nobody gets them in a package.
rmSync(bundleFolder, { recursive: true, force: true });
await ensureBundle();
ensureLib();
