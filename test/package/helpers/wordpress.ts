import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getPHPLoaderModule } from '@php-wasm/node-7-4';
import { loadPHPRuntime, PHP } from '@php-wasm/universal';

/** Somebody who is logged in to the site. */
export interface WordPressUser {
  ID: number;
  display_name: string;
  roles?: string[];
}

/** What PHP answered. */
export interface PhpAnswer {
  status: number;
  headers: Record<string, string[]>;
  text: string;
}

/** A request of the plugin to elsewhere, as `wp_remote_request` takes it. */
interface RemoteRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

const SITE = '/wordpress';

/**
 * A site with the plugin, run by PHP 7.4, the oldest that the plugin is for, compiled to WebAssembly. Of WordPress it has the functions
 * that the plugin calls, as they are documented (`wordpress.php`).
 */
export class WordPress implements Disposable {
  readonly #php: PHP;
  readonly #constants: Record<string, string>;

  private constructor(php: PHP, constants: Record<string, string>) {
    this.#php = php;
    this.#constants = constants;
  }

  /**
   * @param plugin the plugin's folder
   * @param constants what wp-config.php defines
   */
  static async start(plugin: string, constants: Record<string, string>): Promise<WordPress> {
    const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule(), {}));
    const place = `${SITE}/wp-content/plugins/entrenous`;
    php.mkdir(`${place}/templates`);
    php.writeFile(`${SITE}/index.php`, await readFile(join(import.meta.dirname, 'wordpress.php')));
    php.writeFile(`${place}/entrenous.php`, await readFile(join(plugin, 'entrenous.php')));
    for (const name of await readdir(join(plugin, 'templates'))) {
      php.writeFile(`${place}/templates/${name}`, await readFile(join(plugin, 'templates', name)));
    }
    php.onMessage(async (data) => JSON.stringify(await send(JSON.parse(data) as RemoteRequest)));
    return new WordPress(php, constants);
  }

  /** A page with the button and the inbox. */
  page(user?: WordPressUser, constants: Record<string, string> = {}): Promise<PhpAnswer> {
    return this.#ask({ user, constants });
  }

  /** What `admin-ajax.php` answers to an action. */
  ajax(action: string, user?: WordPressUser, constants: Record<string, string> = {}): Promise<PhpAnswer> {
    return this.#ask({ action, user, constants });
  }

  /** @throws when PHP found anything to complain about */
  async #ask(request: {
    action?: string;
    user: WordPressUser | undefined;
    constants: Record<string, string>;
  }): Promise<PhpAnswer> {
    const constants = { ...this.#constants, ...request.constants };
    this.#php.writeFile(`${SITE}/request.json`, JSON.stringify({ ...request, constants }));
    const answer = await this.#php.run({ scriptPath: `${SITE}/index.php` });
    if (answer.errors !== '' || answer.exitCode !== 0) throw new Error(answer.errors || answer.text);
    return { status: answer.httpStatusCode, headers: answer.headers, text: answer.text };
  }

  [Symbol.dispose](): void {
    this.#php.exit();
  }
}

/** Makes a plugin's request. @returns `null` when nobody answered, which WordPress calls an error */
async function send({ url, method, headers, body }: RemoteRequest): Promise<object | null> {
  try {
    const answer = await fetch(url, { method, headers, ...(body !== '' && { body }), redirect: 'manual' });
    return { response: { code: answer.status }, body: await answer.text() };
  } catch {
    return null;
  }
}
