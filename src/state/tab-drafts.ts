import type { LockOptions } from './environment.ts';
import { createKeeping, type Keeping, type KeepingOptions } from './keeping.ts';
import type { Scope, Written } from './sealed-storage.ts';
import { uuid } from './uuid.ts';

/** Milliseconds for which the lock of a tab that may be just going is waited for; after that it is there, and keeps what it has. */
const PATIENCE = 5_000;

/** A draft under the name of the tab in which it stands. */
type Draft = Extract<Written, { kind: 'form' }> & { conversationId: string; tab: string };

const nameOf = (conversationId: string, tab: string): string => `draft ${conversationId} ${tab}`;
const lockName = (tab: string): string => `entrenous/drafts@1 ${tab}`;

function draftOf(kept: Written): Draft | undefined {
  const [, conversationId, tab] = (kept.kind === 'form' && /^draft (\S+) (\S+)$/.exec(kept.name)) || [];
  if (kept.kind !== 'form' || conversationId === undefined || tab === undefined) return undefined;
  return { ...kept, conversationId, tab };
}

/** A {@link Keeping} that is ended with its Session, and not only closed. */
export interface TabKeeping extends Keeping {
  /** Leaves what is kept to the next tab that looks. */
  end(): void;
}

/**
 * Keeps what is written, and each tab's drafts apart: two tabs in which one person writes different things to the same other one keep
 * both. What a tab that is gone left behind goes to the first one that looks, before what was typed there; what stands in a tab
 * that is there is nobody else's.
 */
export function createTabKeeping(options: KeepingOptions): TabKeeping {
  const { environment, failed } = options;
  const tab = uuid();
  const over = new AbortController();
  /** Tabs that are gone, whose drafts are ours to take. */
  const held = new Set<string>();
  /** What was read of tabs that may be there still. */
  let waiting = new Map<string, Map<string, Draft>>();
  let life = new AbortController();
  let scope: Scope | undefined;
  let claimed = false;

  const keeping = createKeeping({
    ...options,
    written: () => Array.from(options.written(), ours),
    restore(kept) {
      const draft = draftOf(kept);
      // A draft without a tab was kept by an earlier release.
      if (kept.kind === 'draft') adopt(kept.conversationId, kept);
      else if (draft === undefined) options.restore(kept);
      else if (draft.tab === tab) options.restore({ ...draft, kind: 'draft' });
      else if (!environment.lock || held.has(draft.tab)) adopt(draft.conversationId, kept);
      else wait(draft);
    },
  });

  function ours(written: Written): Written {
    if (written.kind !== 'draft') return written;
    const { conversationId, text } = written;
    return { kind: 'form', name: nameOf(conversationId, tab), text };
  }

  /** Takes a draft over: it is written under our name before it goes under the other one. */
  function adopt(conversationId: string, kept: Written): void {
    options.restore({ kind: 'draft', conversationId, text: kept.text });
    for (const written of options.written()) {
      if (written.kind === 'draft' && written.conversationId === conversationId) keeping.write(ours(written));
    }
    keeping.write({ ...kept, text: '' });
  }

  /** Takes over what a tab left behind, if it is gone. */
  function wait(draft: Draft): void {
    const known = waiting.get(draft.tab);
    if (known) return void known.set(draft.name, draft);
    const drafts = new Map([[draft.name, draft]]);
    waiting.set(draft.tab, drafts);
    const { signal } = life;
    let gone = false;
    const taken = (act: () => void) => () => {
      if (signal.aborted) return;
      gone = true;
      held.add(draft.tab);
      act();
    };
    const adoptAll = () => {
      for (const { conversationId, kind, name, text } of drafts.values()) {
        adopt(conversationId, { kind, name, text });
      }
    };
    // What was read is the last that a tab wrote which is gone by now; one that goes while we wait may have written until then.
    void hold(draft.tab, { signal, ifAvailable: true }, taken(adoptAll)).then((usable) => {
      if (gone || signal.aborted) return;
      // Where nobody can tell, the text is worth more than that it stands in one place only.
      if (!usable) return adoptAll();
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(), PATIENCE);
      const soon = { signal: AbortSignal.any([signal, late.signal]) };
      void hold(draft.tab, soon, () => {
        clearTimeout(timer);
        taken(reread)();
      });
    });
  }

  /** Holds the lock of a tab, from when it can be had until we end. @returns whether there are locks here; never rejects */
  async function hold(of: string, lockOptions: LockOptions, taken = (): void => {}): Promise<boolean> {
    const until = over.signal;
    let usable = true;
    await environment
      .lock?.(lockName(of), lockOptions, async () => {
        taken();
        if (lockOptions.signal.aborted || until.aborted) return;
        await new Promise<void>((resolve) =>
          until.addEventListener('abort', () => resolve(), { once: true }),
        );
      })
      .catch((error: unknown) => {
        usable = false;
        failed(error);
      });
    return usable;
  }

  /** The tab went while we waited, and may have written until then. */
  function reread(): void {
    const of = scope;
    keeping.close();
    if (of) keeping.open(of);
  }

  /** Nothing that was waited for is taken any more: it is another person's, or locked. */
  function stopWaiting(): void {
    life.abort();
    life = new AbortController();
    waiting = new Map();
    scope = undefined;
  }

  return {
    ...keeping,
    open(of) {
      // Before anything is kept under our name.
      if (!claimed) void hold(tab, { signal: over.signal });
      claimed = true;
      scope = of;
      keeping.open(of);
    },
    close() {
      stopWaiting();
      keeping.close();
    },
    forget() {
      stopWaiting();
      keeping.forget();
    },
    write: (written) => keeping.write(ours(written)),
    // Not before the last words are written: whoever has our lock reads what is there, and takes it away.
    end: () => void keeping.settled().then(() => over.abort()),
  };
}
