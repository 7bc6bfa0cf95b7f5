import type {} from 'entrenous/solid';
import { createSignal } from 'solid-js';

export function App() {
  const [sent, setSent] = createSignal(0);
  return (
    <>
      <header>
        <h1>Our practice</h1>
        <p>Sent from here: {sent()}</p>
        <messages-button />
      </header>
      <main>
        <messages-inbox attr:send-key="mod-enter" on:messages-sent={() => setSent((before) => before + 1)} />
      </main>
    </>
  );
}
