import type { BrowserLauncher } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumArguments, findChromium } from '../../../test/helpers/chromium.ts';

/** Starts the Chromium of the tests for @web/test-runner. */
export async function chromiumLauncher(): Promise<BrowserLauncher> {
  return chromeLauncher({
    launchOptions: { executablePath: await findChromium(), args: chromiumArguments() },
    // A window that the desktop does not show has no focus events, and its frames come late.
    async createPage({ context }) {
      const page = await context.newPage();
      const devTools = await page.createCDPSession();
      await devTools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      return page;
    },
  });
}
