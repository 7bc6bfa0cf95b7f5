import { memoryRecords, type RecordStore, type SealedRecord } from '../../../src/state/records.ts';
import type { TestBrowser } from './browser.ts';
import { ready, when, type Page, type PageOptions, type Scene } from './scene.ts';

/** Records of which a test sees everything that was ever written. */
export function watchedRecords(): RecordStore & {
  readonly written: SealedRecord[];
  count(): Promise<number>;
} {
  const records = memoryRecords();
  const written: SealedRecord[] = [];
  const ids = new Set<string>();
  return {
    ...records,
    written,
    async put(record, durability) {
      written.push(record);
      ids.add(record.id);
      await records.put(record, durability);
    },
    async count() {
      const there = await Promise.all([...ids].map((id) => records.has(id)));
      return there.filter(Boolean).length;
    },
  };
}

/** Opens a conversation of two people in a page that keeps what is written in it. */
export const writingIn = ({ world, page }: Scene) =>
  async function writing(
    personId: string,
    withId: string,
    browser: Pick<TestBrowser, 'tab'>,
    options: PageOptions = {},
  ) {
    const plain = browser.tab();
    const { records } = plain;
    let opened = (): void => {};
    const open = new Promise<void>((resolve) => (opened = resolve));
    const tab = {
      ...plain,
      ...(records && { records: { ...records, of: (owner: string) => records.of(owner).finally(opened) } }),
    };
    const me = page(personId, { tab, ...options });
    const { id } = await (await world.person(personId)).open(withId);
    const thread = me.session.thread(id);
    me.mount(thread.$state);
    await ready(thread);
    await when(me.session.$connection, (state) => state === 'live');
    // From here on it keeps what is written.
    await open;
    return { me, thread };
  };

/** Ends a page as a crash does: it does nothing any more, and its locks are free. */
export function crash(me: Page): void {
  me.network(false);
  me.close();
}
