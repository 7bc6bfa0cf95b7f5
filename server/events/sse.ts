import type { BackendEvent } from '../../src/protocol/index.ts';

/**
 * One event of the stream. The data is JSON, which has no line break outside its strings and escapes those within, so nothing
 * that a person wrote can end a field.
 * @param id the cursor to resume from; only the last event of a change has one
 */
export function eventFrame(event: BackendEvent, id?: number): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `${idLine}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

/** A line that says nothing and keeps the connection open. */
export function commentFrame(word: 'open' | 'heartbeat'): string {
  return `: ${word}\n\n`;
}

/** The cursor of `Last-Event-ID`, or `undefined` when it is none of ours. */
export function parseCursor(lastEventId: string | null | undefined): number | undefined {
  if (!lastEventId || !/^(0|[1-9][0-9]{0,14})$/.test(lastEventId)) return undefined;
  return Number(lastEventId);
}
