import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  paths,
  type ConversationsAnswer,
  type Me,
  type Message,
  type MessagesAnswer,
  type SearchAnswer,
} from '../../src/protocol/index.ts';
import type { Cluster } from './cluster.ts';
import type { StoredMessage, Truth } from './history.ts';

const CLI = fileURLToPath(new URL('../../server/node/cli.ts', import.meta.url));

/** Reads what the backend says to everybody, and what the database has of it. */
export async function readTruth(
  cluster: Cluster,
  conversations: readonly { id: string; participants: readonly string[] }[],
  tokenOf: (person: string) => Promise<string>,
  deletedTexts: readonly string[],
): Promise<Truth> {
  const truth: Truth = { conversations: [], unread: {}, audit: {}, foundDeleted: [], damaged: [] };
  const told = new Map<string, Map<string, number>>();
  for (const person of new Set(conversations.flatMap(({ participants }) => participants))) {
    const token = await tokenOf(person);
    truth.unread[person] = (await cluster.call<Me>(token, 'GET', paths.me())).unread;
    const mine = new Map<string, number>();
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const page = await cluster.call<ConversationsAnswer>(token, 'GET', `${paths.conversations()}${query}`);
      for (const { id, unread } of page.conversations) mine.set(id, unread);
      cursor = page.next;
    } while (cursor !== undefined);
    told.set(person, mine);
  }
  for (const { id, participants } of conversations) {
    const messages: Record<string, StoredMessage[]> = {};
    const unread: Truth['conversations'][number]['unread'] = {};
    for (const person of participants) {
      messages[person] = await readAll(cluster, await tokenOf(person), id);
      const [{ read = 0 } = {}] = await cluster.sql<{ read: number }>(
        'select read_seq as read from participants where conversation_id = $1 and person_id = $2',
        [id, person],
      );
      const counted = messages[person].filter(
        ({ seq, senderId, deleted }) => seq > read && senderId !== person && !deleted,
      ).length;
      unread[person] = { counted, told: told.get(person)?.get(id) ?? -1 };
    }
    truth.conversations.push({ id, participants: [...participants], messages, unread });
  }
  for (const { action, message, count } of await cluster.sql<{
    action: string;
    message: string;
    count: number;
  }>(
    `select action, message_id as message, count(*)::int as count from audit
     where message_id is not null and outcome = 'done' group by action, message_id`,
  ))
    truth.audit[`${action} ${message}`] = count;
  const gone = new Set(
    truth.conversations.flatMap(({ messages }) =>
      Object.values(messages).flatMap((all) => all.filter(({ deleted }) => deleted).map(({ id }) => id)),
    ),
  );
  const [someone] = conversations;
  if (someone) {
    const token = await tokenOf(someone.participants[0]!);
    for (const q of deletedTexts.slice(0, 20)) {
      const { hits } = await cluster.call<SearchAnswer>(token, 'POST', paths.search(), { q });
      for (const { messageId } of hits)
        if (messageId !== undefined && gone.has(messageId)) truth.foundDeleted.push(messageId);
    }
  }
  truth.damaged = verify(cluster);
  return truth;
}

async function readAll(cluster: Cluster, token: string, id: string): Promise<StoredMessage[]> {
  const all: Message[] = [];
  let before: number | undefined;
  for (;;) {
    const query = before === undefined ? '' : `?before=${before}`;
    const page = await cluster.call<MessagesAnswer>(token, 'GET', `${paths.messages(id)}${query}`);
    all.unshift(...page.messages);
    if (!page.hasOlder || page.messages.length === 0) break;
    before = page.messages[0]!.seq;
  }
  return all.map(({ id: messageId, seq, senderId, text, deletedAt, origin }) => ({
    id: messageId,
    seq,
    senderId,
    text,
    deleted: deletedAt !== undefined,
    automatic: origin === 'auto',
  }));
}

/** `entrenous verify`, as an operator runs it. */
function verify(cluster: Cluster): string[] {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', CLI, 'verify'], {
    env: { PATH, HOME, ...cluster.settings },
    encoding: 'utf8',
  });
  return status === 0 ? [] : [`verify ended with ${status}: ${stdout}${stderr}`.slice(0, 2_000)];
}
