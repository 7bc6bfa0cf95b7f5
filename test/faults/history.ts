/** What a run leaves behind for the checker: plain data, so that a test can plant a mistake in it. */
export interface History {
  /** Every text that somebody sent, and what became of it as its page was told. */
  sent: Sent[];
  /** What was wrong at a moment, seen by a page while it went on. */
  seen: Violation[];
  /** What the database and the backend say in the end. */
  truth: Truth;
  /** What every page shows in the end. */
  pages: PageView[];
}

/** A text that a person sent; every text of a run is another one. */
export interface Sent {
  by: string;
  conversationId: string;
  text: string;
  /** The id under which the backend has acknowledged it, to the page that sent it. */
  acknowledged?: string;
}

export interface StoredMessage {
  id: string;
  seq: number;
  senderId: string;
  text: string;
  deleted: boolean;
  automatic: boolean;
}

export interface Truth {
  conversations: {
    id: string;
    participants: string[];
    /** As each participant reads it, by person. */
    messages: Record<string, StoredMessage[]>;
    /** Unread messages, by person: as counted from what is stored, and as the backend says. */
    unread: Record<string, { counted: number; told: number }>;
  }[];
  /** All unread messages of a person, as the backend says. */
  unread: Record<string, number>;
  /** How often the audit has each effect, as `action id`. */
  audit: Record<string, number>;
  /** What is found of texts that are deleted: must stay empty. */
  foundDeleted: string[];
  /** What `entrenous verify` found wrong. */
  damaged: string[];
}

/** A page: what one tab of one person shows. */
export interface PageView {
  name: string;
  person: string;
  unread: number;
  conversations: Record<
    string,
    {
      unread: number;
      messages: { id: string; seq: number; text: string; deleted: boolean }[];
      /** Texts that stand there as not yet sent, or not sendable. */
      outgoing: string[];
    }
  >;
  /** Conversations of which something came on its event stream. */
  heard: string[];
}

export interface Violation {
  invariant: Invariant;
  what: string;
}

/** What must hold, by the names that the report prints. */
export const INVARIANTS = [
  'no loss',
  'no duplicate',
  'one gapless order',
  'read your writes',
  'history never shrinks',
  'unread equals what it counts',
  'honest state',
  'deletion reaches everything',
  'at most one automatic reply',
  'audit equals effects',
  'nobody else hears',
  'snapshot and events agree',
  'whole at rest',
] as const;

export type Invariant = (typeof INVARIANTS)[number];
