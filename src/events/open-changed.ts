/** A person has opened or closed the panel of the Messages button. */
export class OpenChangedEvent extends Event {
  static readonly type = 'messages-open-changed';

  constructor(
    /** Whether the panel is open now. */
    readonly open: boolean,
  ) {
    super(OpenChangedEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'messages-open-changed': OpenChangedEvent;
  }
}
