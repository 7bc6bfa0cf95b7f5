import type {} from 'entrenous/react';
import { useRef } from 'react';
import type { MessagesButton, SentEvent } from 'entrenous';

export function Good() {
  const button = useRef<MessagesButton>(null);
  return (
    <header className="bar">
      <messages-button
        ref={button}
        backend="https://messages.example"
        token-url="/token"
        max={9}
        noPanel={false}
        className="bar-button"
        onmessages-open-changed={(event) => event.open satisfies boolean}
      >
        Write to us
      </messages-button>
      <messages-inbox
        getToken={async () => 'token'}
        send-key="mod-enter"
        onmessages-sent={(event: SentEvent) => event.conversationId satisfies string}
      />
    </header>
  );
}

export const bad = [
  // @ts-expect-error A number is no address.
  <messages-button key="1" backend={1} />,
  // @ts-expect-error There is no such key.
  <messages-inbox key="2" sendKey="space" />,
  // @ts-expect-error There is no such element.
  <messages-nothing key="3" />,
  // @ts-expect-error The event has no text.
  <messages-inbox key="4" onmessages-sent={(event) => event.text} />,
];
