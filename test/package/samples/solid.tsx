import type {} from 'entrenous/solid';

export const good = () => (
  <header>
    <messages-button
      backend="https://messages.example"
      attr:token-url="/token"
      max={9}
      prop:noPanel={false}
      class="bar-button"
      on:messages-open-changed={(event) => void (event.open satisfies boolean)}
    />
    <messages-inbox
      getToken={async () => 'token'}
      on:messages-sent={(event) => void (event.conversationId satisfies string)}
    />
  </header>
);

export const bad = () => [
  // @ts-expect-error A number is no address.
  <messages-button backend={1} />,
  // @ts-expect-error There is no such element.
  <messages-nothing />,
  // @ts-expect-error The event has no text.
  <messages-inbox on:messages-sent={(event) => void event.text} />,
];
