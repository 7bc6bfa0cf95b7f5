import { initial } from './0001-initial.ts';
import { attachments } from './0002-attachments.ts';

/** One step forward of the schema. There is no way back: a step that went out is never changed, only followed. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  version: number;
  name: string;
  /** Run one after the other in the transaction that also notes the version. */
  statements: readonly string[];
}

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [initial, attachments];
