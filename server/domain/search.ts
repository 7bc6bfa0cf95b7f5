import * as v from 'valibot';
import {
  EXCERPT_LENGTH,
  Instant,
  isBlank,
  Seq,
  Uuid,
  type Conversation,
  type SearchAnswer,
  type SearchHit,
} from '../../src/protocol/index.ts';
import { listConversations, type ConversationView, type ListPosition } from '../store/conversations.ts';
import { listNewestOfEach, listNewestWithBody, type MessageRow } from '../store/messages.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { noteView } from './audit/record.ts';
import type { Actor, Deps } from './deps.ts';
import { attachmentsOf } from './files/details.ts';
import { characterAt, findRanges, fold, foldText, matches, queryWords, type Range } from './fold.ts';
import { openPerson } from './people.ts';
import { openConversation, openText } from './views.ts';

/** Hits in one answer. */
const PAGE = 30;
/** Conversations looked through at once, and messages of one of them. */
const CONVERSATIONS = 100;
const MESSAGES = 200;
/** The newest messages that are read of all conversations that are looked through at once: most have no more to say. */
const NEWEST = 5;
/** Messages opened at once: what the answers to it take must not hold up others. */
const OPENED = 20;
/** Messages and names opened for one answer; a search that goes on longer says where, so that no request runs for ever. */
const SCANNED = 20_000;

/**
 * Where a search goes on: first all conversations by name, then all by message, each in the order of the list; `seq` is where
 * in the next conversation's messages.
 */
const Position = v.object({
  by: v.picklist(['name', 'message']),
  at: v.nullable(Instant),
  id: v.nullable(Uuid),
  seq: v.nullable(Seq),
});

/** One search while it runs. */
interface Run {
  deps: Deps;
  me: Actor;
  words: readonly string[];
  hits: SearchHit[];
  scanned: number;
  /** Lets others go on when this search has worked for a while. */
  breathe: () => Promise<void>;
}

/**
 * My conversations by the other's name, then those where all words stand in one message, in its text or the names of its files
 * (the newest that has them). A conversation may be found both ways: by whose it is, and at a place in it. Opens and folds every
 * text: nothing about words lies in the database. A page may have fewer hits than fit and still go on.
 */
export async function searchConversations(
  deps: Deps,
  me: Actor,
  query: string,
  cursor: string | undefined,
): Promise<SearchAnswer> {
  const answer = await search(deps, me, query, cursor);
  // How many were found, never what was asked for.
  await noteView(deps, me, { action: 'conversations.searched', count: answer.hits.length });
  return answer;
}

async function search(
  deps: Deps,
  me: Actor,
  query: string,
  cursor: string | undefined,
): Promise<SearchAnswer> {
  const position = decodeCursor(Position, cursor);
  const run: Run = { deps, me, words: queryWords(query), hits: [], scanned: 0, breathe: pacer() };
  if (run.words.length === 0) return { hits: [] };

  const after =
    position?.at && position.id
      ? { updatedAt: new Date(position.at), conversationId: position.id }
      : undefined;
  if (position?.by !== 'message') {
    const next = await searchBy('name', run, after, undefined);
    if (next) return { hits: run.hits, next };
    const more = await searchBy('message', run, undefined, undefined);
    return more ? { hits: run.hits, next: more } : { hits: run.hits };
  }
  const next = await searchBy('message', run, after, position.seq ?? undefined);
  return next ? { hits: run.hits, next } : { hits: run.hits };
}

/** Goes through my conversations. @returns the cursor when the page is full before the end */
async function searchBy(
  by: 'name' | 'message',
  run: Run,
  after: ListPosition | undefined,
  upTo: number | undefined,
): Promise<string | undefined> {
  const { deps, me } = run;
  let position = after;
  let seq = upTo;
  for (;;) {
    const views = await listConversations(deps.database, me.practiceId, me.personId, CONVERSATIONS, position);
    const newest = by === 'message' ? await readNewest(run, views) : undefined;
    for (const view of views) {
      if (run.hits.length >= PAGE) return toCursor(by, position, undefined);
      await run.breathe();
      if (by === 'name') {
        if (run.scanned++ >= SCANNED) return toCursor(by, position, undefined);
        const named = await matchName(run, view);
        if (named) run.hits.push(named);
      } else {
        const stopped = await searchMessages(
          run,
          view,
          seq === undefined
            ? { from: view.lastSeq, newest: newest?.get(view.conversationId) }
            : { from: Math.min(seq, view.lastSeq) },
        );
        if (stopped !== undefined) return toCursor(by, position, stopped);
      }
      seq = undefined;
      position = view;
    }
    if (views.length < CONVERSATIONS) return undefined;
  }
}

function toCursor(by: 'name' | 'message', after: ListPosition | undefined, seq: number | undefined): string {
  return encodeCursor({
    by,
    at: after?.updatedAt.toISOString() ?? null,
    id: after?.conversationId ?? null,
    seq: seq ?? null,
  });
}

/** The hit when the other's name has every word. */
async function matchName(run: Run, view: ConversationView): Promise<SearchHit | undefined> {
  const { deps, me, words } = run;
  const { otherId: personId, otherKind: kind, otherName } = view;
  const { name } = await openPerson(deps.vault, me.practiceId, { personId, kind, name: otherName });
  const folded = fold(name);
  if (!matches(folded.text, words)) return undefined;
  return {
    conversation: await openConversation(deps, me.practiceId, view),
    match: 'name',
    ranges: findRanges(folded, words),
  };
}

/** The newest messages of conversations, and their keys at hand: two questions to the database instead of two for each. */
async function readNewest({ deps, me }: Run, views: readonly ConversationView[]) {
  const ids = views.filter((view) => view.lastSeq > 0).map((view) => view.conversationId);
  if (ids.length === 0) return undefined;
  await deps.vault.conversations(me.practiceId, ids);
  return listNewestOfEach(deps.database, me.practiceId, ids, NEWEST);
}

/** Where the search in a conversation begins, and what of it is read already. */
interface Begin {
  from: number;
  newest?: readonly MessageRow[] | undefined;
}

/** Looks for the newest message with every word. @returns the seq to go on from when enough was opened for one answer */
async function searchMessages(run: Run, view: ConversationView, begin: Begin): Promise<number | undefined> {
  const { deps, me } = run;
  if (view.lastSeq === 0) return undefined;
  const key = await deps.vault.conversation(me.practiceId, view.conversationId);
  let { from, newest } = begin;
  while (from > 0) {
    if (run.scanned >= SCANNED) return from;
    const limit = newest ? NEWEST : MESSAGES;
    const rows =
      newest ?? (await listNewestWithBody(deps.database, me.practiceId, view.conversationId, from, limit));
    newest = undefined;
    run.scanned += rows.length;
    const filesOf = await attachmentsOf(deps, me.practiceId, rows);
    const open = async (row: MessageRow): Promise<string> => {
      const names = filesOf(row).map((file) => file.name);
      return [await openText(key, me.practiceId, row), ...names].filter((it) => !isBlank(it)).join('\n');
    };
    let texts: string[] = [];
    for (const [i, row] of rows.entries()) {
      if (i % OPENED === 0) texts = await Promise.all(rows.slice(i, i + OPENED).map(open));
      await run.breathe();
      const text = texts[i % OPENED] ?? '';
      if (!matches(foldText(text), run.words)) continue;
      const conversation = await openConversation(deps, me.practiceId, view);
      run.hits.push(messageHit(conversation, row, text, run.words));
      return undefined;
    }
    from = rows.length < limit ? 0 : (rows.at(-1)?.seq ?? 1) - 1;
  }
  return undefined;
}

function messageHit(
  conversation: Conversation,
  row: MessageRow,
  text: string,
  words: readonly string[],
): SearchHit {
  const { snippet, ranges } = cutSnippet(text, findRanges(fold(text), words));
  return { conversation, match: 'message', messageId: row.messageId, seq: row.seq, snippet, ranges };
}

/** Milliseconds for which a search works before others get their turn. */
const TURN_MS = 8;

/** Gives way to everything else that waits, whenever a turn is over. */
function pacer(): () => Promise<void> {
  let until = performance.now() + TURN_MS;
  return async function breathe() {
    if (performance.now() < until) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    until = performance.now() + TURN_MS;
  };
}

/** Code points shown before the first match. */
const LEAD = 40;

/**
 * A piece of the text around the first match, and the matches within it. Ends between two characters, unless one character alone
 * is longer than the piece.
 */
export function cutSnippet(text: string, ranges: readonly Range[]): { snippet: string; ranges: Range[] } {
  const first = ranges[0]?.[0] ?? 0;
  const before = Array.from(text.slice(0, first)).slice(-LEAD);
  const after = Array.from(text.slice(first, first + EXCERPT_LENGTH * 2));
  let start = first - before.join('').length;
  let end = first + after.slice(0, EXCERPT_LENGTH - before.length).join('').length;
  const [from, to] = characterAt(text, start);
  if (from < start) start = Math.min(to, first);
  const [last] = characterAt(text, end);
  if (last > first) end = Math.min(last, end);
  return {
    snippet: text.slice(start, end),
    ranges: ranges
      .filter((range) => range[0] < end)
      .map((range): Range => [range[0] - start, Math.min(range[1], end) - start]),
  };
}
