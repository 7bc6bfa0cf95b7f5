/**
 * What does not fit into its place, in an element and in all shadow roots below it: scrollers, boxes that one writes in, and
 * texts that end in an ellipsis aside.
 */
export function overflowing(host: Element): string[] {
  const found: string[] = [];
  const edges = host.getBoundingClientRect();
  const walk = (node: Element | ShadowRoot): void => {
    for (const child of node.children) {
      if (child instanceof HTMLElement) {
        const { display, overflowX, textOverflow } = getComputedStyle(child);
        const quiet = child.closest('.visually-hidden, [part~="announcement"]') !== null;
        if (display === 'none' || quiet) continue;
        const clips = overflowX !== 'visible' || textOverflow === 'ellipsis' || display === 'inline';
        const { left, right, width } = child.getBoundingClientRect();
        const name = `${child.localName}.${child.className} "${child.textContent.trim().slice(0, 40)}"`;
        if (width > 0 && (left < edges.left - 1 || right > edges.right + 1)) found.push(`outside: ${name}`);
        if (!clips && child.clientWidth > 0 && child.scrollWidth > child.clientWidth + 1) {
          found.push(`${child.scrollWidth} in ${child.clientWidth}: ${name}`);
        }
        if (child.shadowRoot !== null) walk(child.shadowRoot);
      }
      walk(child);
    }
  };
  if (host.shadowRoot !== null) walk(host.shadowRoot);
  return found;
}
