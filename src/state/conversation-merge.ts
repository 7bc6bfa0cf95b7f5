import { excerpt, type BackendEvent, type Conversation, type Message } from '../protocol/index.ts';

/**
 * A conversation as an event leaves it. An event may be older than what was read after it was sent; everything that
 * only ever grows tells the two apart.
 */
export function mergeConversation(known: Conversation | undefined, next: Conversation): Conversation {
  if (!known) return next;
  const stale =
    next.seq < known.seq ||
    (next.seq === known.seq && (next.read < known.read || resurrects(known.last, next.last)));
  return {
    ...(stale ? known : next),
    receipts: {
      delivered: Math.max(known.receipts.delivered, next.receipts.delivered),
      read: Math.max(known.receipts.read, next.receipts.read),
    },
  };
}

function resurrects(known: Message | null, next: Message | null): boolean {
  return known?.deletedAt !== undefined && next?.id === known.id && next.deletedAt === undefined;
}

/** A conversation after an event about something in it. The same object when nothing changes. */
export function applyToConversation(known: Conversation, event: BackendEvent, myId: string): Conversation {
  switch (event.type) {
    case 'message.created': {
      const { message } = event.data;
      if (message.seq <= known.seq) return known;
      const last = { ...message, text: excerpt(message.text) };
      return { ...known, last, seq: message.seq, updatedAt: message.sentAt };
    }
    case 'message.deleted':
      return known.last?.id === event.data.message.id ? { ...known, last: event.data.message } : known;
    case 'conversation.read':
      return event.data.personId === myId
        ? readByMe(known, event.data.seq)
        : readByOther(known, event.data.seq);
    case 'conversation.delivered':
      return event.data.personId === myId ? known : deliveredToOther(known, event.data.seq);
    default:
      return known;
  }
}

function readByMe(known: Conversation, seq: number): Conversation {
  if (seq <= known.read) return known;
  // How many are left in between, only the server knows; it says so in `conversation.updated`.
  return { ...known, read: seq, unread: seq >= known.seq ? 0 : known.unread };
}

function readByOther(known: Conversation, seq: number): Conversation {
  const { delivered, read } = known.receipts;
  if (seq <= read) return known;
  return { ...known, receipts: { delivered: Math.max(delivered, seq), read: seq } };
}

function deliveredToOther(known: Conversation, seq: number): Conversation {
  const { delivered, read } = known.receipts;
  return seq <= delivered ? known : { ...known, receipts: { delivered: seq, read } };
}
