import { parseArgs } from 'node:util';
import { runInBackground } from './testing/background.ts';
import { endOnSignals, useOwnTemporaryFolder } from './testing/ending.ts';
import {
  closeReportAtExit,
  counted,
  describeError,
  note,
  reportFailure,
  suiteEnded,
  suiteStarted,
} from './testing/report.ts';
import { browsers } from './testing/suites/browsers.ts';
import { check } from './testing/suites/check.ts';
import { e2e } from './testing/suites/e2e.ts';
import { elements } from './testing/suites/elements.ts';
import { packageSuite } from './testing/suites/package.ts';
import { server } from './testing/suites/server.ts';
import { stories } from './testing/suites/stories.ts';
import type { Suite } from './testing/suites/suite.ts';

/**
 * Runs every suite but those that are run by their name only (`stories`, `browsers`), or the named ones: `npm test -- server e2e --filter search`. `--filter` keeps the files (or checks) whose
 * path has that text. The last line is always `N passed, N failed`; the exit code is 1 if anything failed or a suite had nothing
 * to run.
 */
const suites: Record<string, Suite> = {
  check,
  server,
  elements,
  browsers,
  stories,
  package: packageSuite,
  e2e,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { filter: { type: 'string', default: '' } },
});

const unknown = positionals.filter((name) => !(name in suites));
if (unknown.length > 0) {
  process.stderr.write(
    `No suite is called ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.\n`,
  );
  process.exit(2);
}

useOwnTemporaryFolder();
closeReportAtExit();
endOnSignals();
process.once('uncaughtException', (error) => {
  reportFailure('the run', describeError(error));
  process.exit(1);
});
const wanted = Object.entries(suites).filter(([name, suite]) =>
  positionals.length === 0 ? !suite.onRequest : positionals.includes(name),
);
const background =
  wanted.length > 1 && values.filter === '' ? wanted.filter(([, suite]) => suite.background) : [];
let awaitBackground: (() => Promise<void>)[] | undefined;
const beginBackground = () => background.map(([name]) => runInBackground(name, values.filter));
for (const [name, suite] of wanted) {
  if (background.some(([other]) => other === name)) continue;
  // A suite that leaves nothing of the processors would only be slower beside another.
  if (!suite.busy) awaitBackground ??= beginBackground();
  await runSuite(name, suite);
}
for (const wait of awaitBackground ?? beginBackground()) await wait();
if (counted().passed + counted().failed === 0) reportFailure('the run', 'Nothing was run.');
// Whatever a test tool still holds open must not keep the run from ending.
process.exit(counted().failed === 0 ? 0 : 1);

async function runSuite(name: string, suite: Suite): Promise<void> {
  suiteStarted(name, suite.about);
  const files = suite.files().filter((file) => file.includes(values.filter));
  const before = counted();
  try {
    if (files.length > 0) await suite.run(files);
  } catch (error) {
    reportFailure(`the ${name} suite`, describeError(error));
  }
  const after = counted();
  if (after.passed + after.failed === before.passed + before.failed) {
    if (values.filter === '') reportFailure(`the ${name} suite`, 'It has no test.');
    else note(`nothing matches "${values.filter}"`);
  }
  suiteEnded();
}
