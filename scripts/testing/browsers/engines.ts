import { existsSync } from 'node:fs';
import type { BrowserLauncher } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumLauncher } from './chromium.ts';
import { findWebKit } from './webkit.ts';
import { webDriverLauncher } from './webdriver.ts';

/** A browser engine in which the tests of pages run. */
interface Engine {
  name: string;
  /** Starts it; `undefined` where it is not installed. */
  launcher(): Promise<BrowserLauncher | undefined>;
  /** What installs it. */
  install: string;
}

const FIREFOX = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** Where the runner's launcher keeps the pages that it takes again. */
type UsedPages = { puppeteerPage: { close(): Promise<void> } }[];

export const ENGINES: readonly Engine[] = [
  { name: 'Chromium', launcher: chromium, install: 'npm ci (or CHROMIUM_PATH=/path/to/chrome)' },
  {
    name: 'Firefox',
    launcher: firefox,
    install: 'apt-get install firefox-esr (or FIREFOX_PATH=/path/to/firefox)',
  },
  { name: 'WebKit', launcher: webkit, install: 'apt-get install webkit2gtk-driver xvfb' },
];

async function chromium(): Promise<BrowserLauncher> {
  return named(await chromiumLauncher(), 'Chromium');
}

/** An ordinary Firefox, spoken to by WebDriver BiDi: it needs no build of its own. */
async function firefox(): Promise<BrowserLauncher | undefined> {
  const chosen = process.env.FIREFOX_PATH;
  const executablePath = chosen ?? FIREFOX.find((path) => existsSync(path));
  if (executablePath === undefined) return undefined;
  const launcher = chromeLauncher({
    launchOptions: {
      browser: 'firefox',
      executablePath,
      extraPrefsFirefox: {
        // A window without the desktop's attention has the focus of a page all the same.
        'focusmanager.testmode': true,
        'intl.accept_languages': 'en-US',
      },
    },
    // In a tab that is not in front, nothing gets the focus.
    async createPage({ context }) {
      const page = await context.newPage();
      await page.bringToFront();
      return page;
    },
  });
  // A test that goes on with Tab past the end of its page leaves the focus in the browser's own bars, and there it stays in that tab: so
  // each file gets a new one, and the runner finds none to use again.
  const used: UsedPages = [];
  used.push = ({ puppeteerPage }) => {
    void puppeteerPage.close();
    return 0;
  };
  Object.assign(launcher, { inactivePages: used });
  return named(launcher, 'Firefox');
}

/** WebKitGTK, which is in Debian's and Ubuntu's packages; Safari has the same engine on other ground. */
async function webkit(): Promise<BrowserLauncher | undefined> {
  const start = findWebKit();
  return start && webDriverLauncher('WebKit', start);
}

function named(launcher: BrowserLauncher, name: string): BrowserLauncher {
  return Object.assign(launcher, { name });
}
