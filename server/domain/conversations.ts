import * as v from 'valibot';
import { Instant, Uuid, type Conversation, type ConversationsAnswer } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';
import {
  findConversation,
  findPair,
  insertConversation,
  listConversations,
  lockConversation,
  type ConversationView,
} from '../store/conversations.ts';
import { insertConversationKey } from '../store/keys.ts';
import { findMarks, setOpened } from '../store/participants.ts';
import { findPerson, lockPeople } from '../store/people.ts';
import { appendEvents } from '../store/person-events.ts';
import { auditOf, noteView, type Audit } from './audit/record.ts';
import { checkMessaging } from './change.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Actor, Deps } from './deps.ts';
import { writableKinds } from './people.ts';
import { Refusal } from './refusal.ts';
import { openConversation, openConversations } from './views.ts';

const Position = v.object({ at: Instant, id: Uuid });

/** My conversations, newest first. */
export async function listMyConversations(
  deps: Deps,
  me: Actor,
  limit: number,
  cursor: string | undefined,
): Promise<ConversationsAnswer> {
  const position = decodeCursor(Position, cursor);
  const after = position && { updatedAt: new Date(position.at), conversationId: position.id };
  const rows = await listConversations(deps.database, me.practiceId, me.personId, limit + 1, after);
  const page = rows.slice(0, limit);
  const conversations = await openConversations(deps, me.practiceId, page);
  await noteView(deps, me, { action: 'conversations.viewed', count: page.length });
  const last = page.at(-1);
  if (!last || rows.length <= limit) return { conversations };
  return {
    conversations,
    next: encodeCursor({ at: last.updatedAt.toISOString(), id: last.conversationId }),
  };
}

/** The conversation, if I take part in it. @throws {Refusal} `not-found` */
export async function myConversation(
  deps: Deps,
  me: Actor,
  conversationId: string,
): Promise<ConversationView> {
  const row = v.is(Uuid, conversationId)
    ? await findConversation(deps.database, me.practiceId, me.personId, conversationId)
    : undefined;
  if (!row) throw new Refusal('not-found');
  return row;
}

/**
 * The one conversation with a person, made if there is none yet.
 * @throws {Refusal} `recipient-self`; `not-found` for everybody I may not write to
 */
export async function openConversationWith(
  deps: Deps,
  me: Actor,
  personId: string,
): Promise<{ conversation: Conversation; created: boolean }> {
  if (personId === me.personId) throw new Refusal('recipient-self');
  const other = await findPerson(deps.database, me.practiceId, personId);
  if (!other?.active || !writableKinds(me.kind).includes(other.kind)) throw new Refusal('not-found');

  const known = await findPair(deps.database, me.practiceId, me.personId, personId);
  const made = known === undefined && (await create(deps, me, personId));
  // Somebody else was quicker: theirs has been committed, so it is there now.
  const id = known ?? (made || (await findPair(deps.database, me.practiceId, me.personId, personId)));
  if (id === undefined) throw new Refusal('not-found');
  if (!made) await join(deps, me, id);
  const conversation = await openConversation(deps, me.practiceId, await myConversation(deps, me, id));
  return { conversation, created: made !== false };
}

/** Makes the conversation. @returns its id, or `false` when the pair has got one meanwhile */
async function create(deps: Deps, me: Actor, otherId: string): Promise<string | false> {
  const { practiceId, personId } = me;
  const conversationId = crypto.randomUUID();
  const key = await deps.vault.newConversation(practiceId, conversationId);
  const audit = await auditOf(deps, me);
  const at = deps.now();
  const inserted = await deps.database.transaction(async (tx) => {
    const conversation = { practiceId, conversationId, openerId: personId, otherId, at };
    if (!(await insertConversation(tx, conversation))) return false;
    await insertConversationKey(tx, practiceId, key);
    const people = await lockPeople(tx, practiceId, [personId, otherId]);
    if (!people.get(otherId)?.active) throw new Refusal('not-found');
    await checkMessaging(tx, me, people);
    await tellOpener(tx, me, conversationId, at, audit);
    return true;
  });
  if (!inserted) return false;
  deps.hub.grown(practiceId, [personId]);
  return conversationId;
}

/** Puts a conversation that the other person opened into my list. */
async function join(deps: Deps, me: Actor, conversationId: string): Promise<void> {
  const { practiceId, personId } = me;
  const marks = await findMarks(deps.database, practiceId, conversationId, personId);
  if (marks?.opened) return;
  const audit = await auditOf(deps, me);
  await deps.database.transaction(async (tx) => {
    await lockConversation(tx, practiceId, conversationId);
    const people = await lockPeople(tx, practiceId, [personId]);
    await checkMessaging(tx, me, people);
    await setOpened(tx, practiceId, conversationId, personId);
    await tellOpener(tx, me, conversationId, deps.now(), audit);
  });
  deps.hub.grown(practiceId, [personId]);
}

/** The opener sees it in their list; the other person does once there is a message. */
async function tellOpener(
  tx: Queryable,
  me: Actor,
  conversationId: string,
  at: Date,
  audit: Audit,
): Promise<void> {
  const { practiceId, personId } = me;
  await appendEvents(tx, practiceId, [{ personId, conversationId }], { kind: 'conversation.updated' }, at);
  await audit(tx, at, { action: 'conversation.opened', conversationId });
}
