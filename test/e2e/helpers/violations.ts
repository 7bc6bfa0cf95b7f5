import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import type { Stranger } from './stranger.ts';

interface Watched {
  violations: string[];
}

/** Notices everything that a page's policy forbids, from the first script on, and every error that nobody caught. */
export async function watchViolations(context: BrowserContext): Promise<{ errors: string[] }> {
  await context.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`),
    );
  });
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  return { errors };
}

/** Fails unless the policy of these pages was kept: nothing in the pages, and nothing in the reports of the browser. */
export async function assertNoViolations(stranger: Stranger, ...pages: Page[]): Promise<void> {
  for (const page of pages) {
    assert.deepEqual(await page.evaluate(() => (window as unknown as Watched).violations), []);
  }
  assert.deepEqual(stranger.reports, []);
}

/** Fails unless the browser reports a violation: whoever asserts that there is none must be able to see one. */
export async function assertViolation(stranger: Stranger, page: Page, directive: string): Promise<void> {
  await eventually(async () => {
    const seen = await page.evaluate(() => (window as unknown as Watched).violations);
    assert.ok(
      seen.some((one) => one.startsWith(directive)),
      seen.join('\n'),
    );
    assert.ok(stranger.reports.some((report) => report.includes(directive)));
  });
  stranger.reports.length = 0;
}
