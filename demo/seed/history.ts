import type { SeedFile } from './files.ts';

/** What a person wrote: who, what, and what is unusual about it. */
export type Line = readonly [
  personId: string,
  text: string,
  options?: {
    /** Minutes since the message before; a few by default. */
    later?: number;
    /** Whether its sender deleted it afterwards. */
    deleted?: boolean;
    files?: readonly SeedFile[];
  },
];

/** Messages that were written one after the other. */
export interface Exchange {
  /** When the first of them was written, counted from the first start of the demo. */
  start: { daysAgo: number; at: `${number}:${number}` } | { minutesAgo: number };
  lines: readonly Line[];
}

/** The one conversation of two people. */
export interface SeedConversation {
  practice: string;
  between: readonly [string, string];
  exchanges: readonly Exchange[];
  /** How many of the newest messages a person has not read yet; everything else is read. */
  unread?: Readonly<Record<string, number>>;
}

/** An exchange of an earlier day, at a time of day of this machine. */
export function daysAgo(days: number, at: `${number}:${number}`, lines: readonly Line[]): Exchange {
  return { start: { daysAgo: days, at }, lines };
}

/** An exchange of just now. Its messages must end before the demo starts: `minutes` has to be long enough. */
export function minutesAgo(minutes: number, lines: readonly Line[]): Exchange {
  return { start: { minutesAgo: minutes }, lines };
}

/** A message of the history with everything that is needed to send it. */
export interface PlannedMessage {
  senderId: string;
  text: string;
  at: Date;
  deleted: boolean;
  files: readonly SeedFile[];
}

/** Sets the messages of a conversation on the time line. The same every time for the same `firstStart`. */
export function plan({ exchanges }: SeedConversation, firstStart: Date): PlannedMessage[] {
  return exchanges.flatMap(({ start, lines }) => {
    let time = startTime(start, firstStart);
    return lines.map(([senderId, text, { later, deleted = false, files = [] } = {}], index) => {
      if (index > 0) time += (later ?? pause(text, index)) * 60_000;
      return { senderId, text, at: new Date(time), deleted, files };
    });
  });
}

function startTime(start: Exchange['start'], firstStart: Date): number {
  if ('minutesAgo' in start) return firstStart.getTime() - start.minutesAgo * 60_000;
  const [hours = 0, minutes = 0] = start.at.split(':').map(Number);
  const day = new Date(firstStart);
  day.setDate(day.getDate() - start.daysAgo);
  day.setHours(hours, minutes, 11, 0);
  return day.getTime();
}

/** Minutes that somebody takes to read and to write: uneven, as people are, but the same every time. */
function pause(text: string, index: number): number {
  return 1 + ((text.length + index * 7) % 6) + ((index * 37) % 60) / 60;
}
