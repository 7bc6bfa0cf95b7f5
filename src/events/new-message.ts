/** A person wants to write to somebody: what a conversation list says, and whoever shows the search answers. */
export class NewMessageEvent extends Event {
  static readonly type = 'messages-new-message';

  constructor() {
    super(NewMessageEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-new-message': NewMessageEvent;
  }
}
