/** A person has chosen whom to write to. */
export class RecipientSelectedEvent extends Event {
  static readonly type = 'messages-recipient-selected';

  constructor(
    /** The chosen person's id. */
    readonly personId: string,
  ) {
    super(RecipientSelectedEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-recipient-selected': RecipientSelectedEvent;
  }
}
