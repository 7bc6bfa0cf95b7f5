import type { Message } from '../protocol/index.ts';

/** A gapless run of a conversation's messages, in the order of `seq`. */
export type MessageRun = readonly Message[];

/** The seq of the oldest message; 0 when there is none. */
export const oldest = (run: MessageRun): number => run[0]?.seq ?? 0;

/** The seq of the newest message; 0 when there is none, which is where a conversation without messages ends. */
export const newest = (run: MessageRun): number => run.at(-1)?.seq ?? 0;

/** What is deleted stays deleted, even when something older says otherwise. */
function latest(known: Message | undefined, next: Message): Message {
  return known?.deletedAt !== undefined && next.deletedAt === undefined ? known : next;
}

/** The run with a message replaced or appended. Unchanged when the message stands elsewhere: the run has no gaps. */
export function withMessage(run: MessageRun, message: Message): MessageRun {
  if (message.seq === newest(run) + 1) return [...run, message];
  const index = message.seq - oldest(run);
  const known = run[index];
  return known ? run.with(index, latest(known, message)) : run;
}

/** The run joined with a page that overlaps it or stands right beside it; `undefined` when a gap would remain. */
export function joined(run: MessageRun, page: MessageRun): MessageRun | undefined {
  if (run.length === 0 || page.length === 0) return run.length > 0 ? run : page;
  if (oldest(page) > newest(run) + 1 || newest(page) < oldest(run) - 1) return undefined;
  const older = page.filter(({ seq }) => seq < oldest(run));
  const newer = page.filter(({ seq }) => seq > newest(run));
  const within = page.filter(({ seq }) => seq >= oldest(run) && seq <= newest(run)).reduce(withMessage, run);
  return [...older, ...within, ...newer];
}
