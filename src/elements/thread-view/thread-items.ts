import type { Message, Receipts } from '../../protocol/index.ts';
import type { OutgoingMessage } from '../../state/types.ts';
import { sameDay } from '../../i18n/format.ts';

/** Messages of one sender closer together than this stand as one group. */
const GROUP_MS = 5 * 60_000;

/** How far a message of mine has got. */
export type Mark = 'sending' | 'failed' | 'sent' | 'delivered' | 'read';

/** One row of a thread, top to bottom. The key of a message stays the same when the server acknowledges it. */
export type ThreadItem =
  | { kind: 'day'; key: string; instant: string }
  | { kind: 'unread'; key: string }
  | {
      kind: 'message';
      key: string;
      message: Message;
      own: boolean;
      /** Whether a group of messages begins or ends here. */
      first: boolean;
      last: boolean;
      /** Only for my own. */
      mark?: Mark;
      /** Whether the mark is also written out: only under my newest message. */
      newest: boolean;
    }
  | { kind: 'outgoing'; key: string; message: OutgoingMessage; first: boolean; last: boolean };

interface Options {
  messages: readonly Message[];
  outgoing: readonly OutgoingMessage[];
  me: string;
  receipts: Receipts;
  /** The seq after which the "New messages" line stands, if it stands. */
  unreadAfter: number | undefined;
}

/** What a message is to the grouping: whose, when, and on which day. */
interface Step {
  own: boolean;
  instant: string;
  auto: boolean;
}

function continues(previous: Step | undefined, next: Step): boolean {
  return (
    previous !== undefined &&
    previous.own === next.own &&
    previous.auto === next.auto &&
    sameDay(previous.instant, next.instant) &&
    Math.abs(Date.parse(next.instant) - Date.parse(previous.instant)) < GROUP_MS
  );
}

function markOf(seq: number, receipts: Receipts): Mark {
  if (seq <= receipts.read) return 'read';
  return seq <= receipts.delivered ? 'delivered' : 'sent';
}

/** Lays out a run of messages: days between them, the unread line, groups and marks. */
export function threadItems({ messages, outgoing, me, receipts, unreadAfter }: Options): ThreadItem[] {
  const items: ThreadItem[] = [];
  let previous: Step | undefined;
  let lined = false;
  let open: Extract<ThreadItem, { kind: 'message' | 'outgoing' }> | undefined;
  let newestOwn: Extract<ThreadItem, { kind: 'message' }> | undefined;

  const begin = (step: Step, lineBefore: boolean): boolean => {
    const sameDayAsBefore = previous !== undefined && sameDay(previous.instant, step.instant);
    if (!sameDayAsBefore) items.push({ kind: 'day', key: `day ${step.instant}`, instant: step.instant });
    if (lineBefore) items.push({ kind: 'unread', key: 'unread' });
    const first = lineBefore || !continues(previous, step);
    if (first && open !== undefined) open.last = true;
    previous = step;
    return first;
  };

  for (const message of messages) {
    const own = message.senderId === me;
    const line: boolean =
      !lined &&
      unreadAfter !== undefined &&
      message.seq > unreadAfter &&
      !own &&
      message.deletedAt === undefined;
    lined ||= line;
    const first = begin({ own, instant: message.sentAt, auto: message.origin === 'auto' }, line);
    const item: ThreadItem = {
      kind: 'message',
      key: message.id,
      message,
      own,
      first,
      last: false,
      newest: false,
    };
    if (own && message.deletedAt === undefined) {
      item.mark = markOf(message.seq, receipts);
      newestOwn = item;
    }
    items.push(item);
    open = item;
  }

  for (const message of outgoing) {
    const first = begin({ own: true, instant: message.createdAt, auto: false }, false);
    const item: ThreadItem = { kind: 'outgoing', key: message.id, message, first, last: false };
    items.push(item);
    open = item;
    if (message.status === 'failed') {
      // Its words and buttons stand below it, so that the next one begins anew.
      item.last = true;
      previous = { own: false, instant: message.createdAt, auto: false };
    }
  }

  if (open !== undefined) open.last = true;
  if (newestOwn !== undefined && outgoing.length === 0) newestOwn.newest = true;
  return items;
}
