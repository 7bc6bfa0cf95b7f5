import type { BackendEvent, Conversation } from '../../src/protocol/index.ts';
import { findConversations } from '../store/conversations.ts';
import { findMessages } from '../store/messages.ts';
import { countUnread } from '../store/participants.ts';
import type { LogRow } from '../store/person-events.ts';
import { findNoticeDismissed, findPractice } from '../store/practices.ts';
import type { Actor, Deps } from './deps.ts';
import { emailNoticesOf } from './email-notices.ts';
import { openNotice } from './practice.ts';
import { attachmentsOf } from './files/details.ts';
import { settingsOf } from './out-of-office.ts';
import { openConversations, openMessage } from './views.ts';

/** The events of one entry of a person's log. */
export interface ExpandedEntry {
  n: number;
  events: BackendEvent[];
}

/** Changes after which the person's list and their number of unread messages may look different. */
const TOUCHES_LIST: ReadonlySet<string> = new Set([
  'message.created',
  'message.deleted',
  'conversation.updated',
  'conversation.read',
]);

/**
 * What entries of a person's log mean for them now: the present state, read and checked at this moment. A message deleted
 * meanwhile is a tombstone; a conversation that is not theirs is left out. The conversation and the number of unread messages
 * are told once for a batch, after the last entry that touches them.
 */
export async function expandEntries(
  deps: Deps,
  me: Actor,
  rows: readonly LogRow[],
): Promise<ExpandedEntry[]> {
  const { practiceId, personId } = me;
  const conversationIds = [...new Set(rows.flatMap((row) => row.conversationId ?? []))];
  const views =
    conversationIds.length > 0
      ? await findConversations(deps.database, practiceId, personId, conversationIds)
      : [];
  const conversations = new Map((await openConversations(deps, practiceId, views)).map((it) => [it.id, it]));
  const messages = await readMessages(deps, me, rows, conversations);
  const unread = await countUnread(deps.database, practiceId, personId);
  const lastTouch = new Map<string, number>();
  let lastUnread = 0;
  for (const row of rows) {
    if (!TOUCHES_LIST.has(row.kind) || row.conversationId === null) continue;
    // What the other one has read changes nothing in my list but their mark, which the event itself says.
    if (row.kind === 'conversation.read' && row.actorId !== personId) continue;
    lastTouch.set(row.conversationId, row.n);
    lastUnread = row.n;
  }

  const entries: ExpandedEntry[] = [];
  for (const row of rows) {
    const events: BackendEvent[] = [];
    if (row.kind === 'features.changed') events.push(...(await featureEvents(deps, practiceId)));
    if (row.kind === 'notice.changed' || row.kind === 'notice.dismissed')
      events.push(...(await noticeEvents(deps, me, row.kind)));
    if (row.kind === 'email-notices.changed') {
      const email = await emailNoticesOf(deps, me);
      if (email !== undefined) events.push({ type: row.kind, data: { email } });
    }
    if (row.kind === 'out-of-office.changed' && row.actorId) {
      const data = await settingsOf(deps, me, row.actorId);
      if (data) events.push({ type: row.kind, data });
    }
    const conversation = conversations.get(row.conversationId ?? '');
    if (conversation) {
      const conversationId = conversation.id;
      const message = messages.get(`${conversationId}/${row.messageId}`);
      if (message && (row.kind === 'message.created' || row.kind === 'message.deleted')) {
        events.push({ type: row.kind, data: { conversationId, message } });
      }
      if ((row.kind === 'conversation.read' || row.kind === 'conversation.delivered') && row.actorId) {
        const seq = markOf(conversation, row.kind, row.actorId === personId);
        events.push({ type: row.kind, data: { conversationId, personId: row.actorId, seq } });
      }
      if (lastTouch.get(conversationId) === row.n) {
        events.push({ type: 'conversation.updated', data: { conversation } });
      }
    }
    if (row.n === lastUnread) events.push({ type: 'unread', data: { unread } });
    entries.push({ n: row.n, events });
  }
  return entries;
}

async function readMessages(
  deps: Deps,
  { practiceId }: Actor,
  rows: readonly LogRow[],
  mine: ReadonlyMap<string, unknown>,
) {
  const ids = rows.flatMap(({ conversationId, messageId }) =>
    conversationId !== null && messageId !== null && mine.has(conversationId)
      ? [{ conversationId, messageId }]
      : [],
  );
  const found = ids.length > 0 ? await findMessages(deps.database, practiceId, ids) : [];
  const keys = await deps.vault.conversations(
    practiceId,
    found.map((row) => row.conversationId),
  );
  const filesOf = await attachmentsOf(deps, practiceId, found);
  const messages = await Promise.all(
    found.map(async (row) => {
      const key = keys.get(row.conversationId);
      return (
        key &&
        ([
          `${row.conversationId}/${row.messageId}`,
          await openMessage(key, practiceId, row, filesOf(row)),
        ] as const)
      );
    }),
  );
  return new Map(messages.filter((entry) => entry !== undefined));
}

/** How far somebody has got in a conversation: I, or the other participant. */
function markOf(
  { read, receipts }: Conversation,
  kind: 'conversation.read' | 'conversation.delivered',
  mine: boolean,
): number {
  if (mine) return read;
  return kind === 'conversation.read' ? receipts.read : receipts.delivered;
}

/** Whether messaging is on now; if it is, everything may have changed unheard. */
async function featureEvents(deps: Deps, practiceId: string): Promise<BackendEvent[]> {
  const secureMessaging = (await findPractice(deps.database, practiceId))?.secureMessaging ?? false;
  const changed: BackendEvent = { type: 'features.changed', data: { secureMessaging } };
  return secureMessaging ? [changed, { type: 'reset', data: {} }] : [changed];
}

/** The practice's guidelines now, or the version of them that I have put aside. */
async function noticeEvents(
  deps: Deps,
  { practiceId, personId }: Actor,
  type: 'notice.changed' | 'notice.dismissed',
): Promise<BackendEvent[]> {
  if (type === 'notice.dismissed') {
    const noticeDismissed = await findNoticeDismissed(deps.database, practiceId, personId);
    return [{ type, data: { noticeDismissed } }];
  }
  const practice = await findPractice(deps.database, practiceId);
  return practice ? [{ type, data: await openNotice(deps.vault, practice) }] : [];
}
