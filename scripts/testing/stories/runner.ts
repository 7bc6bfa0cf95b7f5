import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../../test/helpers/chromium.ts';
import { STORYBOOK } from '../../storybook.ts';
import { endLater } from '../ending.ts';
import { freePort } from '../free-port.ts';
import type { GroupOutcome, TestOutcome } from '../report.ts';
import { Theatre, type Story } from './theatre.ts';

/** So many pages show stories at once, each with a database of its own. */
const PAGES = 2;

/** What Storybook's index lists. */
interface Entry extends Story {
  importPath: string;
  type: 'story' | 'docs';
}

/** Shows the stories of these files of the built Storybook in Chromium. @returns the outcomes, by file */
export async function playStories(files: readonly string[]): Promise<GroupOutcome[]> {
  const { entries } = JSON.parse(await readFile(join(STORYBOOK, 'index.json'), 'utf8')) as {
    entries: Record<string, Entry>;
  };
  const stories = Object.values(entries).filter(({ type }) => type === 'story');
  const groups = new Map<string, Group>(
    files.map((file) => [`./${file}`, { name: file, tests: [], duration: 0 }]),
  );
  const waiting = stories.filter(({ importPath }) => groups.has(importPath));

  const app = new Hono().get('*', serveStatic({ root: STORYBOOK }));
  const port = await freePort();
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: chromiumArguments(),
  });
  const close = endLater(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const worker = async (): Promise<void> => {
    const theatre = await open(browser, `http://127.0.0.1:${port}`);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await theatre.play(next);
      const group = groups.get(next.importPath);
      group?.tests.push(outcome);
      if (group) group.duration += outcome.duration ?? 0;
    }
  };
  try {
    await Promise.all(Array.from({ length: PAGES }, worker));
  } finally {
    await close();
  }
  for (const { name, tests } of groups.values()) {
    if (tests.length === 0) tests.push({ name, passed: false, failure: 'Storybook has no story of it.' });
  }
  return [...groups.values()];
}

interface Group extends GroupOutcome {
  tests: TestOutcome[];
  duration: number;
}

async function open(browser: Browser, origin: string): Promise<Theatre> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  return Theatre.build(await context.newPage(), origin);
}
