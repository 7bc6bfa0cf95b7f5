import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../../test/helpers/chromium.ts';
import { endLater } from '../ending.ts';
import { freePort } from '../free-port.ts';
import { describeError, type GroupOutcome, type TestOutcome } from '../report.ts';
import { STORYBOOK } from '../../storybook.ts';
import { compare } from './pictures.ts';

const DESKTOP = { width: 1000, height: 760 };
const PHONE = { width: 390, height: 844 };

/** The moment at which all stories happen, so that the days and times in the pictures are always the same. */
const NOW = '2026-03-04T10:30:00+01:00';

/** A story, as Storybook's index lists it. */
interface Story {
  id: string;
  name: string;
  title: string;
  importPath: string;
  type: 'story' | 'docs';
  tags?: string[];
}

/** What Storybook says of a story that was shown. */
interface Shown {
  storyId: string;
  status: string;
  error?: string;
  violations: string[];
}

export interface StoryRunner {
  /** Shows every story of a file, one after the other in one page. */
  run(file: string): Promise<GroupOutcome>;
  close(): Promise<void>;
}

/** Shows the stories of the built Storybook in Chromium. */
export async function storyRunner(): Promise<StoryRunner> {
  const index = JSON.parse(await readFile(join(STORYBOOK, 'index.json'), 'utf8')) as {
    entries: Record<string, Story>;
  };
  const all = Object.values(index.entries).filter(({ type }) => type === 'story');
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
  const origin = `http://127.0.0.1:${port}`;

  return {
    close,
    async run(file) {
      const stories = all.filter(({ importPath }) => importPath === `./${file}`);
      const started = performance.now();
      const context = await browser.newContext({
        viewport: DESKTOP,
        locale: 'en-US',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
        colorScheme: 'light',
      });
      await context.addInitScript(liveAt, Date.parse(NOW));
      const tests: TestOutcome[] = [];
      try {
        const theatre = await Theatre.open(context, origin);
        for (const story of stories) tests.push(await theatre.play(story));
      } finally {
        await context.close();
      }
      if (stories.length === 0) tests.push({ name: file, passed: false, failure: 'It has no stories.' });
      return { name: file, tests, duration: performance.now() - started };
    },
  };
}

/** The page in which stories are shown. */
class Theatre {
  readonly #page: Page;
  readonly #origin: string;
  readonly #errors: string[] = [];
  #opened = false;

  private constructor(page: Page, origin: string) {
    this.#page = page;
    this.#origin = origin;
    page.on('pageerror', (error) => this.#errors.push(describeError(error)));
    page.on('request', (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && !url.startsWith(origin)) this.#errors.push(`A request to ${url}`);
    });
  }

  static async open(context: BrowserContext, origin: string): Promise<Theatre> {
    const page = await context.newPage();
    await page.addInitScript(hearStorybook);
    return new Theatre(page, origin);
  }

  async play(story: Story): Promise<TestOutcome> {
    const started = performance.now();
    this.#errors.length = 0;
    const tags = story.tags ?? [];
    await this.#page.setViewportSize(tags.includes('phone') ? PHONE : DESKTOP);
    await this.#page.emulateMedia({ forcedColors: tags.includes('forced-colors') ? 'active' : 'none' });
    let problems: string[];
    try {
      const shown = await this.#show(story.id);
      problems = [...this.#errors];
      if (shown.status !== 'success') problems.push(shown.error ?? `Storybook says: ${shown.status}`);
      problems.push(...shown.violations);
      problems.push(
        ...(await compare(story.id, await this.#page.screenshot({ animations: 'disabled', caret: 'hide' }))),
      );
    } catch (error) {
      problems = [...this.#errors, describeError(error)];
      // What is broken must not break the next.
      this.#opened = false;
    }
    const duration = performance.now() - started;
    const name = `${story.title} › ${story.name}`;
    return problems.length === 0
      ? { name, passed: true, duration }
      : { name, passed: false, duration, failure: problems.join('\n') };
  }

  async #show(id: string): Promise<Shown> {
    if (!this.#opened) await this.#page.goto(`${this.#origin}/iframe.html?id=${id}&viewMode=story`);
    else await this.#page.evaluate((storyId) => window.showStory(storyId), id);
    this.#opened = true;
    const handle = await this.#page.waitForFunction((storyId) => window.shownStories?.get(storyId), id, {
      timeout: 90_000,
    });
    const shown = (await handle.jsonValue()) as Shown;
    // What has arrived is drawn with the next frames.
    await this.#page.evaluate(async () => {
      await document.fonts.ready;
      for (let n = 0; n < 3; n++) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    return shown;
  }
}

declare global {
  interface Window {
    shownStories?: Map<string, Shown>;
    showStory(id: string): void;
    backToStart(): void;
  }
}

/** Runs in the page: its clock starts at this moment, and again with each story. */
function liveAt(moment: number): void {
  const Real = Date;
  let shift = moment - Real.now();
  window.backToStart = () => (shift = moment - Real.now());
  window.Date = new Proxy(Real, {
    construct: (target, args: [number], self) =>
      Reflect.construct(target, args.length === 0 ? [Real.now() + shift] : args, self) as Date,
    apply: () => new Real(Real.now() + shift).toString(),
    get: (target, key, self): unknown =>
      key === 'now' ? () => Real.now() + shift : Reflect.get(target, key, self),
  });
}

/** Runs in the page: remembers what Storybook says of each story. */
function hearStorybook(): void {
  interface Channel {
    on(event: string, heard: (data: never) => void): void;
    emit(event: string, data: unknown): void;
  }
  interface Report {
    type: string;
    status: string;
    result?: { violations?: { id: string; help: string; nodes: { target: unknown }[] }[] };
  }
  window.shownStories = new Map();
  let current = '';
  const put = (storyId: string, shown: Omit<Shown, 'storyId'>) =>
    window.shownStories?.set(storyId, { storyId, ...shown });
  const timer = setInterval(() => {
    const channel = (window as { __STORYBOOK_ADDONS_CHANNEL__?: Channel }).__STORYBOOK_ADDONS_CHANNEL__;
    if (channel === undefined) return;
    clearInterval(timer);
    window.showStory = (storyId) => {
      window.shownStories?.clear();
      window.backToStart();
      current = storyId;
      channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
    };
    channel.on('storyFinished', ((data: { storyId: string; status: string; reporters: Report[] }) => {
      const violations = data.reporters
        .filter(({ type }) => type === 'a11y')
        .flatMap(({ result }) => result?.violations ?? [])
        .map(
          ({ id, help, nodes }) =>
            `axe ${id}: ${help}: ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`,
        );
      put(data.storyId, { status: data.status, violations });
    }) as (data: never) => void);
    const failed = ((data: { message?: string; description?: string; stack?: string }) => {
      const error = data.stack ?? data.message ?? data.description ?? 'unknown';
      put(current || new URLSearchParams(location.search).get('id') || '', {
        status: 'error',
        error,
        violations: [],
      });
    }) as (data: never) => void;
    for (const event of [
      'storyThrewException',
      'playFunctionThrewException',
      'storyErrored',
      'storyMissing',
    ]) {
      channel.on(event, failed);
    }
  }, 5);
}
