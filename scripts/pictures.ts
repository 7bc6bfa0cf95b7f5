import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Locator } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../test/e2e/helpers/browser.ts';
import { startDemo } from '../test/e2e/helpers/demo.ts';
import { Portal } from '../test/e2e/helpers/portal.ts';

/**
 * Takes the pictures of the README and of docs/features.md from the running demo: `npm run pictures`, or
 * `npm run pictures -- m04 m05` for those whose names begin so.
 */
const only = process.argv.slice(2);
const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures');
const DESKTOP = { viewport: { width: 1280, height: 800 } };
/** A lake in the evening, drawn here: nobody's photograph. */
const LAKE = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600">
  <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#2f4a6d"/><stop offset=".55" stop-color="#e0936f"/>
  <stop offset=".62" stop-color="#f6c998"/></linearGradient><linearGradient id="lake" x2="0" y2="1">
  <stop stop-color="#d79a78"/><stop offset="1" stop-color="#1c3d4d"/></linearGradient></defs>
  <rect width="960" height="600" fill="url(#sky)"/><circle cx="660" cy="368" r="46" fill="#fbe3b4"/>
  <path d="M0 370 130 250 240 330 390 200 590 370Z" fill="#22354a"/>
  <path d="M430 370 610 280 760 350 870 300 960 370Z" fill="#33495e"/>
  <rect y="370" width="960" height="230" fill="url(#lake)"/>
  <path d="M614 384h92M590 408h140M604 436h112M628 468h64" stroke="#fbe3b4" stroke-width="5" opacity=".7"/>
</svg>`;
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

const demo = await startDemo();
const browser = await openBrowser();

/** Opens a portal, brings it into a state and takes a picture of a part of it, in few colours. */
async function shoot(
  name: string,
  as: string,
  act: (portal: Portal) => Promise<Locator | undefined>,
  { path, ...options }: BrowserContextOptions & { path?: string } = DESKTOP,
): Promise<void> {
  if (only.length > 0 && !only.some((start) => name.startsWith(start))) return;
  const portal = await Portal.open(
    await browser.newPerson({ reducedMotion: 'reduce', ...options }),
    demo.url,
    as,
    path === undefined ? {} : { path },
  );
  const part = await act(portal);
  const picture = await (part ?? portal.page).screenshot();
  await sharp(picture)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(join(FOLDER, `${name}.png`));
  await portal.page.context().close();
}

/** Opens a conversation and waits for its messages. */
async function read(portal: Portal, name: string): Promise<void> {
  await portal.openConversation(name);
  await portal.texts.last().waitFor();
}

const list = (portal: Portal): Locator => portal.inbox.locator('conversation-list');
const composer = (portal: Portal): Locator => portal.inbox.locator('message-composer');
const whole = async (): Promise<undefined> => undefined;

try {
  await mkdir(FOLDER, { recursive: true });

  await shoot('inbox-desktop', 'maya', async (maya) => {
    await read(maya, 'Ana Lindqvist');
    return whole();
  });
  await shoot(
    'inbox-phone-dark',
    'maya',
    async (maya) => {
      await maya.conversations.first().waitFor();
      return whole();
    },
    { ...PHONE, colorScheme: 'dark' },
  );
  await shoot(
    'away-phone',
    'ana',
    async (ana) => {
      await read(ana, 'Dr. Lena Brandt');
      return whole();
    },
    PHONE,
  );
  await shoot(
    'thread-rtl-phone',
    'noor',
    async (noor) => {
      await noor.conversations.first().click();
      await noor.texts.last().waitFor();
      return whole();
    },
    PHONE,
  );

  await shoot('m01-client-finds-practitioners', 'ana', async (ana) => {
    await ana.inbox.getByRole('button', { name: 'New message' }).click();
    const picker = ana.inbox.locator('recipient-picker');
    await picker.getByRole('option').first().waitFor();
    return picker;
  });
  await shoot('m02-text-emoji-files', 'ana', async (ana) => {
    await read(ana, 'Dr. Maya Rivera');
    const photo = await sharp(Buffer.from(LAKE)).jpeg().toBuffer();
    const chooser = ana.page.waitForEvent('filechooser');
    await ana.inbox.getByRole('button', { name: 'Attach a file', exact: true }).click();
    await (
      await chooser
    ).setFiles([
      { name: 'lake.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'diary.txt', mimeType: 'text/plain', buffer: Buffer.from('Slept seven hours.') },
    ]);
    await ana.inbox.locator('[part~="file"][data-status="ready"]').nth(1).waitFor();
    await ana.send('My week, as promised 🙂');
    const sent = ana.log.locator('[part~="own-message"]').filter({ hasText: 'My week, as promised' });
    await sent
      .getByText(/^(Sent|Delivered|Read)$/)
      .first()
      .waitFor();
    await sent.locator('img').first().waitFor();
    return ana.log;
  });
  await shoot(
    'm03-badge',
    'maya',
    async (maya) => {
      await maya.page.locator('messages-button [part~="badge"]').waitFor();
      return maya.page.locator('header.bar');
    },
    { viewport: { width: 960, height: 600 }, path: '/portal/home' },
  );
  await shoot('m04-left-panel', 'sam', async (sam) => {
    await sam.conversations.first().waitFor();
    return list(sam);
  });
  await shoot('m05-new-message', 'maya', async (maya) => {
    await maya.inbox.getByRole('button', { name: 'New message' }).click();
    const picker = maya.inbox.locator('recipient-picker');
    await picker.getByRole('combobox').fill('maria');
    await picker.getByRole('option').first().filter({ hasText: 'Maria Santos' }).waitFor();
    return picker;
  });
  await shoot('m06-composer', 'ana', async (ana) => {
    await read(ana, 'Dr. Maya Rivera');
    await ana.messageBox.fill('Thank you, see you on Thursday 🌱');
    return composer(ana);
  });
  await shoot('m07-moves-and-updates', 'sam', async (sam) => {
    await sam.startConversation('grace', 'Grace');
    await sam.send('Is Tuesday still good for you?');
    await sam.conversations.first().getByText('Is Tuesday still good').waitFor();
    return list(sam);
  });
  await shoot('m08-conversation', 'maya', async (maya) => {
    await read(maya, 'Sam Okafor');
    return maya.inbox;
  });
  await shoot('m09-search', 'maya', async (maya) => {
    await maya.inbox.getByRole('searchbox', { name: 'Search conversations' }).fill('thursday');
    await maya.conversations.locator('mark').first().waitFor();
    return list(maya);
  });
  const gear = async (portal: Portal): Promise<Locator> => {
    await portal.inbox.getByRole('button', { name: 'Out-of-office settings' }).click();
    const settings = portal.inbox.locator('ooo-settings');
    await settings.getByRole('button', { name: 'Configure Settings' }).waitFor();
    return settings;
  };
  const tall = { viewport: { width: 1280, height: 1250 } };
  await shoot('m10-out-of-office', 'sam', gear, tall);
  await shoot('m11-administrator', 'maya', gear, tall);
  await shoot('m12-delete', 'ana', async (ana) => {
    await read(ana, 'Dr. Maya Rivera');
    await ana.log.getByRole('button', { name: 'Message options' }).last().click();
    await ana.inbox.getByRole('menuitem', { name: 'Delete message' }).waitFor();
    return ana.inbox.locator('thread-view');
  });
  await shoot('m13-private', 'maya', async (maya) => {
    // Sam and Ana have written about it; an administrator finds nothing of it.
    await maya.inbox.getByRole('searchbox', { name: 'Search conversations' }).fill('boathouse');
    await maya.inbox.getByText('Nothing found').first().waitFor();
    return list(maya);
  });
  await shoot(
    'm14-features',
    'maya',
    async (maya) => {
      await maya.page.getByRole('switch', { name: 'Secure Messaging' }).waitFor();
      return maya.page.locator('main');
    },
    { viewport: { width: 960, height: 800 }, path: '/portal/settings' },
  );
  await shoot('m15-reminder', 'jonas', async (jonas) => {
    await read(jonas, 'Dr. Maya Rivera');
    return composer(jonas);
  });
} finally {
  await browser.close();
  await demo.stop();
}
