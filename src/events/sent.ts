/** A person has pressed Send. The message is in the outbox; the server has not answered yet. */
export class SentEvent extends Event {
  static readonly type = 'messages-sent';

  constructor(
    /** The conversation in which the message was sent. */
    readonly conversationId: string,
  ) {
    super(SentEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-sent': SentEvent;
  }
}
