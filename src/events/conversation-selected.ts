/** A person has chosen a conversation to read. */
export class ConversationSelectedEvent extends Event {
  static readonly type = 'messages-conversation-selected';

  constructor(
    /** The chosen conversation's id. */
    readonly conversationId: string,
    /** The seq of the message to open it at, when that was searched for. */
    readonly seq?: number,
  ) {
    super(ConversationSelectedEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-conversation-selected': ConversationSelectedEvent;
  }
}
