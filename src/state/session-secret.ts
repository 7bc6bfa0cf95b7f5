/** Where the secret of a signed-in session outlives a reload. */
export interface SessionSecret {
  get(): string | undefined;
  set(secret: string | undefined): void;
}

/**
 * In this tab only, and gone with it: `docs/decisions/0018-a-session-of-our-own.md` says why, and why not elsewhere.
 * @param name tells the sessions of several practices apart
 */
export function tabSecret(name: string): SessionSecret {
  const key = `entrenous/session@1 ${name}`;
  let memory: string | undefined;
  return {
    get() {
      try {
        return sessionStorage.getItem(key) ?? memory;
      } catch {
        // The browser forbids storage: then nothing outlives a reload.
        return memory;
      }
    },
    set(secret) {
      memory = secret;
      try {
        if (secret === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, secret);
      } catch {
        // As above; memory is enough until then.
      }
    },
  };
}
