/** A person has chosen a conversation to read. */
export class ConversationSelectedEvent extends Event {
  static readonly type = 'messages-conversation-selected';

  constructor(
    /** The chosen conversation's id. */
    readonly conversationId: string,
  ) {
    super(ConversationSelectedEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-conversation-selected': ConversationSelectedEvent;
  }
}
