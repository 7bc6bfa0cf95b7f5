import type {} from 'entrenous/react';
import { useState } from 'react';

export function App() {
  const [sent, setSent] = useState(0);
  return (
    <>
      <header>
        <h1>Our practice</h1>
        <p>Sent from here: {sent}</p>
        <messages-button />
      </header>
      <main>
        <messages-inbox send-key="mod-enter" onmessages-sent={() => setSent((before) => before + 1)} />
      </main>
    </>
  );
}
