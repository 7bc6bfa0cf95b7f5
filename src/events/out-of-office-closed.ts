/** A person has left the out-of-office settings. */
export class OutOfOfficeClosedEvent extends Event {
  static readonly type = 'messages-out-of-office-closed';

  constructor() {
    super(OutOfOfficeClosedEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-out-of-office-closed': OutOfOfficeClosedEvent;
  }
}
