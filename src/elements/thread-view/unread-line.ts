import type { Message } from '../../protocol/index.ts';
import type { ReadyThread } from '../../state/types.ts';

/**
 * Where the "New messages" line stands: above the first message that was unread when the thread was opened, and above
 * the first that came while the person was looking elsewhere. It stays while they read, and goes when they answer.
 */
export class UnreadLine {
  #after: number | undefined;
  #newest = 0;
  #outgoing = 0;

  /** The seq after which the line stands, if it stands. */
  get after(): number | undefined {
    return this.#after;
  }

  /** Begins with a thread just opened. @returns the first unread message */
  open({ messages, read, outgoing }: ReadyThread, me: string): Message | undefined {
    const first = messages.find(
      ({ seq, senderId, deletedAt }) => seq > read && senderId !== me && deletedAt === undefined,
    );
    this.#after = first === undefined ? undefined : read;
    this.#newest = messages[messages.length - 1]?.seq ?? 0;
    this.#outgoing = outgoing.length;
    return first;
  }

  /**
   * Follows the thread.
   *
   * @param attentive whether the person is looking
   * @returns whether they have just sent something
   */
  follow({ messages, outgoing, read }: ReadyThread, me: string, attentive: boolean): boolean {
    const newest = messages[messages.length - 1];
    const sent = outgoing.length > this.#outgoing;
    this.#outgoing = outgoing.length;
    if (sent) {
      this.#after = undefined;
    } else if (newest !== undefined && newest.seq > this.#newest && newest.senderId !== me && !attentive) {
      // Everything above was read, so an older line would point at nothing new.
      if (this.#after === undefined || read >= this.#newest) this.#after = this.#newest;
    }
    this.#newest = Math.max(this.#newest, newest?.seq ?? 0);
    return sent;
  }
}
