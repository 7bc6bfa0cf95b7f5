import type { MessagesRange } from '../api/client.ts';
import { PAGE_LIMIT, type BackendEvent, type MessagesAnswer, type Receipts } from '../protocol/index.ts';
import { joined, newest, oldest, withMessage, type MessageRun } from './message-run.ts';

/** The most messages of one thread that are kept in memory; beyond, the far end is let go and can be loaded again. */
export const KEPT = 400;
/** Messages that one step up or down loads. */
export const STEP = 50;

/** What a thread knows of its conversation: data only, replaced and never mutated. */
export interface History {
  readonly run: MessageRun;
  /** Whether there are messages before the run. */
  readonly hasOlder: boolean;
  /** The newest seq that was heard of. */
  readonly end: number;
  /** Whether the run is meant to reach the end; not while old pages are read and the newest were let go. */
  readonly following: boolean;
  readonly read: number;
  readonly receipts: Receipts;
}

/** Reads messages of the thread's conversation. */
export type ReadMessages = (range: MessagesRange) => Promise<MessagesAnswer>;

/** Whether messages are missing between the run and an end that it is meant to reach. */
export const lagging = (history: History): boolean => history.following && newest(history.run) < history.end;

const max = (a: Receipts, b: Receipts): Receipts => ({
  delivered: Math.max(a.delivered, b.delivered),
  read: Math.max(a.read, b.read),
});

/** A history as one answer tells it. */
export function historyOf(answer: MessagesAnswer): History {
  const { messages, hasOlder, hasNewer, seq, read, receipts } = answer;
  return { run: Object.freeze(messages), hasOlder, end: seq, following: !hasNewer, read, receipts };
}

/** The conversation that an event is about; `undefined` for those about something else. */
export function conversationOf({ data }: BackendEvent): string | undefined {
  if ('conversationId' in data) return data.conversationId;
  return 'conversation' in data ? data.conversation.id : undefined;
}

/** The history after an event of its conversation. The same object when nothing changes. */
export function applyToHistory(history: History, event: BackendEvent, myId: string): History {
  switch (event.type) {
    case 'message.created':
    case 'message.deleted': {
      const { message } = event.data;
      const end = Math.max(history.end, message.seq);
      // While old pages are read, new messages wait below; they are loaded when the person gets there.
      const run =
        history.following || message.seq <= newest(history.run)
          ? withMessage(history.run, message)
          : history.run;
      return trimmed({ ...history, run, end }, 'older');
    }
    case 'conversation.updated': {
      const { seq, read, receipts } = event.data.conversation;
      return {
        ...history,
        end: Math.max(history.end, seq),
        read: Math.max(history.read, read),
        receipts: max(history.receipts, receipts),
      };
    }
    case 'conversation.read': {
      const { personId, seq } = event.data;
      if (personId === myId) return { ...history, read: Math.max(history.read, seq) };
      return { ...history, receipts: max(history.receipts, { delivered: seq, read: seq }) };
    }
    case 'conversation.delivered': {
      const { personId, seq } = event.data;
      return personId === myId
        ? history
        : { ...history, receipts: max(history.receipts, { delivered: seq, read: 0 }) };
    }
    default:
      return history;
  }
}

/** The history with a page at one of its ends, or across it. Unchanged when the page does not touch it. */
export function withPage(history: History, answer: MessagesAnswer): History {
  const run = joined(history.run, answer.messages);
  if (!run) return history;
  const first = answer.messages[0];
  const end = Math.max(history.end, answer.seq);
  return {
    run: Object.freeze(run),
    hasOlder: first && first.seq <= oldest(history.run) ? answer.hasOlder : history.hasOlder,
    end,
    following: history.following || newest(run) >= end,
    read: Math.max(history.read, answer.read),
    receipts: max(history.receipts, answer.receipts),
  };
}

/** Lets the far end go when there are too many messages. */
export function trimmed(history: History, far: 'older' | 'newer'): History {
  const { run } = history;
  if (run.length <= KEPT) return history;
  if (far === 'older') return { ...history, run: Object.freeze(run.slice(-KEPT)), hasOlder: true };
  return { ...history, run: Object.freeze(run.slice(0, KEPT)), following: false };
}

/**
 * Reads a history anew, so that it is right after any absence: whatever of it was there before is there again, changed
 * and deleted messages included, and a reader keeps their place. Only when more than {@link KEPT} messages have come
 * meanwhile does the place give way to the newest ones.
 */
export async function reread(history: History, readMessages: ReadMessages): Promise<History> {
  const from = oldest(history.run);
  if (history.following) {
    let fresh = historyOf(await readMessages({ limit: STEP }));
    while (from > 0 && oldest(fresh.run) > from && fresh.hasOlder && fresh.run.length < KEPT) {
      const older = await readMessages({ before: oldest(fresh.run), limit: PAGE_LIMIT });
      if (older.messages.length === 0) break;
      fresh = withPage(fresh, older);
    }
    return fresh;
  }
  let fresh: History | undefined;
  do {
    const answer = await readMessages({ after: fresh ? newest(fresh.run) : from - 1, limit: PAGE_LIMIT });
    fresh = fresh ? withPage(fresh, answer) : historyOf(answer);
    if (answer.messages.length === 0) break;
  } while (newest(fresh.run) < newest(history.run) && newest(fresh.run) < fresh.end);
  return { ...fresh, hasOlder: history.hasOlder && fresh.run.length > 0 };
}

/** Reads what is missing between the run and the end, as far as it is near; otherwise jumps to the end. */
export async function caughtUp(history: History, readMessages: ReadMessages): Promise<History> {
  if (history.end - newest(history.run) > KEPT) return historyOf(await readMessages({ limit: STEP }));
  return withPage(history, await readMessages({ after: newest(history.run), limit: PAGE_LIMIT }));
}
