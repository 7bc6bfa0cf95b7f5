import { paths } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import type { PageBackend } from './page-backend.ts';

/** A Session, and a promise that resolves once it has the key to keep what is written with. */
export function keptSession(
  backend: PageBackend,
  personId: string,
): { session: Session; keyed: Promise<void> } {
  let has = (): void => {};
  const keyed = new Promise<void>((resolve) => (has = resolve));
  const session = backend.session(personId, {
    async fetch(input, init) {
      const { url } = input instanceof Request ? input : new Request(input, init);
      const answer = await backend.fetch(input, init);
      if (url.endsWith(paths.storageKey())) has();
      return answer;
    },
  });
  return { session, keyed };
}
