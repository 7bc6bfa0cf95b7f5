import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { endLater } from '../ending.ts';
import { freePort } from '../free-port.ts';
import type { WebDriver } from './webdriver.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const SCREEN = '/usr/bin/Xvfb';
/** The browser that comes with WebKitGTK, by architecture. */
const BROWSERS = ['x86_64', 'aarch64'].map((it) => `/usr/lib/${it}-linux-gnu/webkit2gtk-4.1/MiniBrowser`);

/** How to start WebKitGTK on a screen of its own; `undefined` where it is not installed. */
export function findWebKit(): (() => Promise<WebDriver>) | undefined {
  const browser = BROWSERS.find((path) => existsSync(path));
  if (browser === undefined || !existsSync(DRIVER) || !existsSync(SCREEN)) return undefined;
  return () => start(browser);
}

async function start(browser: string): Promise<WebDriver> {
  const processes: ChildProcess[] = [];
  const end = endLater(() => processes.forEach((it) => it.kill()));
  // It chooses a display that nobody has, and says which one when it is there.
  const screen = spawn(SCREEN, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  processes.push(screen);
  const [display] = (await once(createInterface(screen.stdio[3] as Readable), 'line')) as [string];
  const port = await freePort();
  processes.push(
    spawn(DRIVER, ['--host=127.0.0.1', `--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: `:${display}`,
        LANG: 'en_US.UTF-8',
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      },
    }),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    capabilities: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } },
    end,
  };
}
