import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describeError, type TestOutcome } from '../report.ts';
import { compare } from './pictures.ts';

const DESKTOP = { width: 1000, height: 760 };
const PHONE = { width: 390, height: 844 };

const IN_PAGE = join(import.meta.dirname, 'in-page.js');

/** So long may a story take on a busy machine. */
const PATIENCE = 240_000;

/** A story, as Storybook's index lists it. */
export interface Story {
  id: string;
  name: string;
  title: string;
  tags?: string[];
}

/** What became of a story, as {@link IN_PAGE} says it. */
interface Shown {
  failures: string[];
  violations: string[];
}

declare global {
  interface Window {
    stories: { show(id: string): void; shown(id: string): Shown | undefined };
  }
}

/** A page in which stories are shown, one after the other: Storybook and the database in the page start only once. */
export class Theatre {
  readonly #page: Page;
  readonly #origin: string;
  #errors: string[] = [];
  #open = false;

  private constructor(page: Page, origin: string) {
    this.#page = page;
    this.#origin = origin;
    page.on('pageerror', (error) => this.#errors.push(describeError(error)));
    page.on('request', (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && !url.startsWith(origin)) this.#errors.push(`A request to ${url}`);
    });
  }

  static async build(page: Page, origin: string): Promise<Theatre> {
    await page.addInitScript({ path: IN_PAGE });
    return new Theatre(page, origin);
  }

  async play(story: Story): Promise<TestOutcome> {
    const started = performance.now();
    this.#errors = [];
    const problems = await this.#play(story).catch((error: unknown) => {
      // What is broken must not break the next.
      this.#open = false;
      return [describeError(error)];
    });
    problems.unshift(...this.#errors);
    const duration = performance.now() - started;
    const name = `${story.title} › ${story.name}`;
    return problems.length === 0
      ? { name, passed: true, duration }
      : { name, passed: false, duration, failure: problems.join('\n') };
  }

  async #play({ id, tags = [] }: Story): Promise<string[]> {
    const page = this.#page;
    await page.setViewportSize(tags.includes('phone') ? PHONE : DESKTOP);
    await page.emulateMedia({ forcedColors: tags.includes('forced-colors') ? 'active' : 'none' });
    if (!this.#open) {
      await page.goto(`${this.#origin}/iframe.html?id=${id}&viewMode=story`);
      this.#open = true;
    } else {
      await page.evaluate((story) => window.stories.show(story), id);
    }
    const handle = await page.waitForFunction((story) => window.stories.shown(story), id, {
      timeout: PATIENCE,
    });
    const { failures, violations } = (await handle.jsonValue()) as Shown;
    const problems = [...failures, ...violations];
    // A picture of an error helps nobody.
    if (failures.length > 0) return problems;
    return [...problems, ...(await compare(id, await page.screenshot({ caret: 'hide' })))];
  }
}
