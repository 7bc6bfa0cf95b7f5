import type { BrowserLauncher } from '@web/test-runner';
import type { TestRunnerPlugin } from '@web/test-runner';

/** A WebDriver that has been started. */
export interface WebDriver {
  url: string;
  capabilities: object;
  end(): Promise<void>;
}

/** What @web/test-runner's plugins ask of a launcher of the type `webdriver`, and {@link viewportByWebDriver} of ours. */
interface WebDriverLauncher extends BrowserLauncher {
  sendKeys(sessionId: string, keys: readonly string[]): Promise<void>;
  setViewport(width: number, height: number): Promise<void>;
}

/** The keys with names that tests press, as WebDriver writes them. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

/** As large as the pages of the other launchers. */
const WINDOW = { width: 800, height: 600 };
/** Between two tries to reach a driver that is still starting. */
const AGAIN_MS = 100;
const TRIES = 100;

/** A launcher over WebDriver itself: what the packaged ones bring along downloads drivers of its own. */
export function webDriverLauncher(name: string, start: () => Promise<WebDriver>): BrowserLauncher {
  let driver: WebDriver | undefined;
  let session: Promise<string> | undefined;
  const open = new Map<string, string>();

  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${driver?.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  }

  async function begin(): Promise<string> {
    driver = await start();
    for (let tries = 1; ; tries++) {
      const there = await call('GET', '/status').catch((error: unknown) => {
        if (tries === TRIES) throw error;
      });
      if (there !== undefined) break;
      await new Promise((again) => setTimeout(again, AGAIN_MS));
    }
    const capabilities = { alwaysMatch: driver.capabilities };
    const { sessionId } = (await call('POST', '/session', { capabilities })) as { sessionId: string };
    return `/session/${sessionId}`;
  }

  async function inSession(method: string, path: string, body?: unknown): Promise<unknown> {
    return call(method, `${await (session ??= begin())}${path}`, body);
  }

  async function setViewport(width: number, height: number): Promise<void> {
    const script = 'return [innerWidth, innerHeight]';
    // What a window has around its page is known only by trying; the second time it fits.
    for (let i = 0; i < 2; i++) {
      const inner = (await inSession('POST', '/execute/sync', { script, args: [] })) as [number, number];
      const outer = (await inSession('GET', '/window/rect')) as { width: number; height: number };
      const rect = { width: outer.width + width - inner[0], height: outer.height + height - inner[1] };
      await inSession('POST', '/window/rect', rect);
    }
  }

  const launcher: WebDriverLauncher = {
    type: 'webdriver',
    name,
    concurrency: 1,
    initialize: () => undefined,
    async startSession(id, url) {
      open.set(id, url);
      await setViewport(WINDOW.width, WINDOW.height);
      await inSession('POST', '/url', { url });
    },
    isActive: (id) => open.has(id),
    getBrowserUrl: (id) => open.get(id) ?? '',
    async stopSession(id) {
      open.delete(id);
      // Whatever a file has left running ends here.
      await inSession('POST', '/url', { url: 'about:blank' });
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('Only a launcher of its own is debugged.')),
    async sendKeys(_id, keys) {
      const actions = keys.flatMap((key) =>
        ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] ?? key })),
      );
      await inSession('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    setViewport,
    async stop() {
      if (session) await inSession('DELETE', '').catch(() => undefined);
      await driver?.end();
    },
  };
  return launcher;
}

/** Lets tests set the size of a page that is driven so; the plugin of @web/test-runner knows only other launchers. */
export function viewportByWebDriver(): TestRunnerPlugin<{ width: number; height: number }> {
  return {
    name: 'viewport-by-webdriver',
    async executeCommand({ command, payload, session }) {
      if (command !== 'set-viewport' || session.browser.type !== 'webdriver' || !payload) return undefined;
      await (session.browser as WebDriverLauncher).setViewport(payload.width, payload.height);
      return true;
    },
  };
}
