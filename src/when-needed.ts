/** Milliseconds after which loading is tried again when it has failed. */
const AGAIN = 5_000;

/**
 * Loads the definitions of elements as soon as one of them is in the page, now or later. Where a page has components of its
 * own, ours may stand in their shadow roots, into which nobody can look: then they are loaded when the page is idle.
 *
 * @param tags the elements that `load` defines
 * @param defined those of ours that are defined already
 */
export function whenNeeded(
  tags: readonly string[],
  defined: readonly string[],
  load: () => Promise<unknown>,
): void {
  const wanted = new Set(tags);
  const ours = new Set(defined);
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach(look);
  });
  let idle = false;

  function look(node: Node): void {
    if (!(node instanceof Element)) return;
    for (const element of [node, ...node.getElementsByTagName('*')]) {
      const { localName, shadowRoot } = element;
      if (wanted.has(localName)) return now();
      if (ours.has(localName) || idle) continue;
      if (localName.includes('-') || shadowRoot !== null) {
        idle = true;
        whenIdle(now);
      }
    }
  }

  function now(): void {
    observer.disconnect();
    load().catch(() => {
      // The network may be gone. Nobody else would ask again: what is in the page waits to be defined.
      setTimeout(now, AGAIN);
    });
  }

  observer.observe(document, { childList: true, subtree: true });
  look(document.documentElement);
}

function whenIdle(callback: () => void): void {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in window) requestIdleCallback(callback);
  else setTimeout(callback, 200);
}
