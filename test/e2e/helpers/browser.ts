import { chromium, type BrowserContext } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../helpers/chromium.ts';

/** A Chromium with one context (a browser profile of its own) for each person. */
export interface TestBrowser {
  newPerson(
    options?: Parameters<Awaited<ReturnType<typeof chromium.launch>>['newContext']>[0],
  ): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Starts a Chromium whose pages fail the test when they ask anybody but the demo for anything. */
export async function openBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArguments() });
  const strangers: string[] = [];
  return {
    async newPerson(options = {}) {
      const context = await browser.newContext({ locale: 'en-US', ...options });
      context.on('request', (request) => {
        const { hostname, protocol } = new URL(request.url());
        if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1')
          strangers.push(hostname);
      });
      return context;
    },
    async close() {
      await browser.close();
      if (strangers.length > 0) throw new Error(`Third parties were asked: ${strangers.join(', ')}`);
    },
  };
}
