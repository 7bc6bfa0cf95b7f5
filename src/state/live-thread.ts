import type { Attachments } from './attachments.ts';
import type { Conversations } from './conversations.ts';
import type { Core, Part } from './core.ts';
import type { Outbox } from './outbox.ts';
import type { Thread } from './types.ts';

/** One conversation's thread, with what the Session needs of it. */
export interface LiveThread extends Thread, Part {
  readonly mounted: boolean;
  /** Shows the messages under way as they are now. */
  showOutgoing(): void;
  /** Brings back what stood in the composer when a page ended; before what has been typed since, so that neither is lost. */
  restoreDraft(text: string): void;
  /** Empties the composer, and says nobody so. */
  forgetDraft(): void;
}

export interface ThreadOptions {
  core: Core;
  conversationId: string;
  conversations: Pick<Conversations, 'known' | 'find'>;
  outbox: Outbox;
  attachments: Attachments;
  /** Whether a text may be sent, alone or with files; what may not stays in the composer. */
  sendable(text: string, withFiles: boolean): boolean;
  markRead(conversationId: string, seq: number): void;
  /** Told of what stands in the composer now. */
  drafted(conversationId: string, text: string): void;
  /** Told when nobody looks any more. */
  unmounted(): void;
}
