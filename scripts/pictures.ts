import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from '../test/e2e/helpers/browser.ts';
import { startDemo } from '../test/e2e/helpers/demo.ts';
import { Portal } from '../test/e2e/helpers/portal.ts';

/** Takes the pictures of the README from the running demo: `npm run pictures`. */
const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures');
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const demo = await startDemo();
const browser = await openBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const shoot = async (portal: Portal, name: string): Promise<void> => {
    await portal.page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await portal.page.context().close();
  };

  const desktop = await Portal.open(await browser.newPerson({ viewport: DESKTOP }), demo.url, 'maya');
  await desktop.openConversation('Ana Lindqvist');
  await desktop.texts.last().waitFor();
  await shoot(desktop, 'inbox-desktop');

  const settings = await Portal.open(await browser.newPerson({ viewport: DESKTOP }), demo.url, 'maya');
  await settings.inbox.getByRole('button', { name: 'Out-of-office settings' }).click();
  await settings.inbox.locator('ooo-settings').getByText('Dr. Lena Brandt').first().waitFor();
  await shoot(settings, 'out-of-office');

  const phone = { viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
  const dark = await Portal.open(
    await browser.newPerson({ ...phone, colorScheme: 'dark' }),
    demo.url,
    'maya',
  );
  await dark.conversations.first().waitFor();
  await shoot(dark, 'inbox-phone-dark');

  const away = await Portal.open(await browser.newPerson(phone), demo.url, 'ana');
  await away.openConversation('Dr. Lena Brandt');
  await away.texts.last().waitFor();
  await shoot(away, 'away-phone');

  const arabic = await Portal.open(await browser.newPerson(phone), demo.url, 'noor');
  await arabic.openConversation('Dr. Maya Rivera');
  await arabic.texts.last().waitFor();
  await shoot(arabic, 'thread-rtl-phone');
} finally {
  await browser.close();
  await demo.stop();
}
