import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demo remembers in the data folder beside the backend's own data. */
interface DemoState {
  /** When the demo was started for the first time: the history counts back from it. */
  firstStart: string;
  /** Whether the whole history has been filled in. */
  complete: boolean;
}

/** The key of the demo's portal, made at the first start. */
export function portalKey(keysFolder: string): string {
  const file = join(keysFolder, 'demo-portal-key');
  const known = read(file);
  if (known !== undefined) return known.trim();
  const key = randomBytes(32).toString('base64url');
  write(file, `${key}\n`);
  return key;
}

/**
 * Has the history filled in, at the first start or at the next one if that was cut off.
 * @param fill does it, for the moment of the first start
 */
export async function fillOnce(folder: string, fill: (firstStart: Date) => Promise<void>): Promise<void> {
  const file = join(folder, 'demo.json');
  const known = JSON.parse(read(file) ?? 'null') as DemoState | null;
  if (known?.complete) return;
  const state: DemoState = known ?? { firstStart: new Date().toISOString(), complete: false };
  write(file, JSON.stringify(state));
  await fill(new Date(state.firstStart));
  write(file, JSON.stringify({ ...state, complete: true }));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file that only its owner can read: whole, or not at all. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
