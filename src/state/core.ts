import type { Api } from '../api/client.ts';
import type { BackendEvent, Conversation, Me } from '../protocol/index.ts';
import type { Environment } from './environment.ts';
import type { Journal } from './journal.ts';
import type { Failure } from './types.ts';

/** What the parts of a Session share. */
export interface Core {
  readonly api: Api;
  readonly environment: Environment;
  readonly journal: Journal;
  readonly now: () => number;
  /** Who I am, once known. */
  me(): Me | undefined;
  /** Aborted when somebody else signs in or the Session ends: whatever was under way is no longer wanted. */
  life(): AbortSignal;
  /** Whether the practice has messaging switched off. */
  off(): boolean;
  /** Keeps the event stream open. @returns lets it go */
  keepAlive(): () => void;
  /**
   * Resolves when it makes sense to read: I am known and the stream is open, or that takes too long. Reading after
   * the stream has opened misses nothing, and needs no second reading. Resolves also when the signal is aborted.
   */
  ready(signal: AbortSignal): Promise<void>;
  /** Applies an event to every part, as if the stream had brought it. */
  apply(event: BackendEvent): void;
  /** Turns what was thrown into a failure, and draws the consequences for the whole Session. */
  failed(error: unknown): Failure;
  /** Tells the backend, soon, that this device has received a conversation up to this seq. */
  delivered(conversationId: string, seq: number): void;
}

/** A part of the Session that shows what the backend has. */
export interface Part {
  apply(event: BackendEvent): void;
  /** Reads anew what is shown, and forgets what is not. Rejects when that failed. */
  refresh(signal: AbortSignal): Promise<void>;
  /** Reads what is mounted and was not read yet, or not successfully. */
  ensure(): void;
  /** Drops all content: because of a failure that concerns everything, or because somebody else has signed in. */
  clear(failure?: Failure): void;
}

/** The seq up to which a conversation has something from the other participant to acknowledge; 0 if nothing. */
export function undelivered(conversation: Conversation, myId: string): number {
  const { last, unread, seq } = conversation;
  return unread > 0 || (last !== null && last.senderId !== myId) ? seq : 0;
}
