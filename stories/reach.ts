/** Finds the first match in an element and in all shadow roots below it. */
export function find<T extends HTMLElement>(root: ParentNode, selector: string): T | undefined {
  const here = root.querySelector<T>(selector);
  if (here !== null) return here;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inside = shadowRoot === null ? undefined : find<T>(shadowRoot, selector);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** All matches in an element and in all shadow roots below it. */
export function findAll<T extends HTMLElement>(root: ParentNode, selector: string): T[] {
  const found = [...root.querySelectorAll<T>(selector)];
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    if (shadowRoot !== null) found.push(...findAll<T>(shadowRoot, selector));
  }
  return found;
}

/** Waits until there is a match, as a person waits for what a page shows. @throws after ten seconds */
export async function appears<T extends HTMLElement>(root: ParentNode, selector: string): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = find<T>(root, selector);
    if (found !== undefined) return found;
    if (performance.now() - start > 10_000) throw new Error(`${selector} did not appear.`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Types into a box at once. */
export function type(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
