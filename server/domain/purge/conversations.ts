import type { Queryable } from '../../ports.ts';
import { lockPeople } from '../../store/people.ts';
import { appendEvents } from '../../store/person-events.ts';
import {
  deleteConversation,
  insertPurge,
  listDueConversations,
  lockDueConversation,
} from '../../store/purge.ts';
import { holdPractice } from '../../store/purge-practice.ts';
import type { PurgeDeps, Run } from './deps.ts';

/** Conversations looked for at once. */
const BATCH = 100;

/**
 * Takes away whole conversations that nobody holds, each in a transaction of its own: what was killed goes on with the next one.
 * @param before only those in which nothing was said since; all, without one
 * @returns how many there were
 */
export async function purgeConversations(
  deps: PurgeDeps,
  run: Run,
  before: Date | undefined,
): Promise<number> {
  let purged = 0;
  for (;;) {
    const due = await listDueConversations(deps.database, run.practiceId, before, BATCH);
    for (const { conversationId } of due) {
      if (await purgeConversation(deps, run, conversationId, before)) purged++;
    }
    if (due.length < BATCH) return purged;
  }
}

/**
 * Takes away one conversation: its messages, files, copies of deleted messages, marks, and its key.
 * @returns whether it was there and is gone; not while somebody holds it
 */
export async function purgeConversation(
  deps: PurgeDeps,
  run: Run,
  conversationId: string,
  before?: Date,
): Promise<boolean> {
  const { practiceId } = run;
  const people = await deps.database.transaction((tx) => remove(deps, tx, run, conversationId, before));
  if (!people) return false;
  deps.hub.grown(practiceId, people);
  deps.progress?.(1);
  return true;
}

async function remove(
  deps: PurgeDeps,
  tx: Queryable,
  run: Run,
  conversationId: string,
  before: Date | undefined,
): Promise<string[] | undefined> {
  const { practiceId } = run;
  // Whoever places a hold waits, or was first and is seen below.
  await holdPractice(tx, practiceId);
  const due = await lockDueConversation(tx, practiceId, conversationId, before);
  if (!due) return undefined;
  await lockPeople(tx, practiceId, due.people);
  const at = deps.now();
  await deleteConversation(tx, practiceId, conversationId, at);
  const told = due.people.map((personId) => ({ personId, conversationId }));
  await appendEvents(tx, practiceId, told, { kind: 'conversation.updated' }, at);
  await insertPurge(tx, practiceId, run.purgeId, { kind: 'conversations', count: 1 }, at);
  await run.audit(tx, at, { action: 'conversation.purged', conversationId, count: due.messages });
  return due.people;
}
