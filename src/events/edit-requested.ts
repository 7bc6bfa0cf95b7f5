/** A person wants to go on editing a message that could not be sent; its text is in the draft again. */
export class EditRequestedEvent extends Event {
  static readonly type = 'messages-edit-requested';

  constructor(
    /** The conversation whose draft it is. */
    readonly conversationId: string,
  ) {
    super(EditRequestedEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-edit-requested': EditRequestedEvent;
  }
}
