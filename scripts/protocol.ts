import { writeFileSync } from 'node:fs';
import { PAGE, renderPage } from './protocol/page.ts';

/** `npm run protocol`: writes docs/protocol.md from the schemas, their comments, and scripts/protocol/words.md. */
writeFileSync(PAGE, await renderPage());
