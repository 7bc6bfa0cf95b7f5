import { existsSync, readFileSync } from 'node:fs';
import type { Check } from './check.ts';

/** The page about the protocol says what the schemas say. */
export const protocolIsCurrent: Check = {
  name: 'docs/protocol.md: current',
  async run() {
    const { PAGE, renderPage } = await import('../protocol/page.ts');
    const written = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
    return written === (await renderPage())
      ? []
      : ['docs/protocol.md is not what the schemas say: run npm run protocol.'];
  },
};
