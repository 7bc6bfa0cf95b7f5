import type { LogEntry } from '../ports.ts';

/** Writes an entry as one line of JSON to the standard error stream, which process managers collect. */
export function logEverything(entry: LogEntry): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}

/** Writes only what somebody should look at. */
export function logProblems(entry: LogEntry): void {
  if (entry.level !== 'info') logEverything(entry);
}
