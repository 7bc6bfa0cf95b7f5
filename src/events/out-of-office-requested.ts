/** A practitioner wants to see their out-of-office settings: what a conversation list says, and whoever shows them answers. */
export class OutOfOfficeRequestedEvent extends Event {
  static readonly type = 'messages-out-of-office-requested';

  constructor() {
    super(OutOfOfficeRequestedEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-out-of-office-requested': OutOfOfficeRequestedEvent;
  }
}
