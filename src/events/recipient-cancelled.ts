/** A person has left the search for a recipient without choosing one. */
export class RecipientCancelledEvent extends Event {
  static readonly type = 'messages-recipient-cancelled';

  constructor() {
    super(RecipientCancelledEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-recipient-cancelled': RecipientCancelledEvent;
  }
}
