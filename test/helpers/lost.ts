/** What one reads or uses. */
const CONTROLS = ['a', 'button', 'img', 'input', 'select', 'textarea'];
/** The least height, in pixels, in which something that scrolls can still be read: two lines. */
const READABLE = 44;

/**
 * What cannot be seen in a small window, in an element and in all shadow roots below it: what something cuts off that does not
 * scroll, what lies off the screen, scrollers too low to read in, and whatever has to be scrolled sideways. Texts that end in an
 * ellipsis say so, and have their whole in a place of their own.
 */
export function lost(host: Element): string[] {
  const found = new Set<string>();
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.add(`the page scrolls sideways: ${scrollWidth} in ${clientWidth}`);
  const walk = (node: Element | ShadowRoot): void => {
    for (const child of node.children) {
      if (!child.checkVisibility() || child.matches('.visually-hidden, [part~="announcement"]')) continue;
      if (child instanceof HTMLElement) look(child, found);
      if (child.shadowRoot !== null) walk(child.shadowRoot);
      walk(child);
    }
  };
  if (host instanceof HTMLElement) look(host, found);
  if (host.shadowRoot !== null) walk(host.shadowRoot);
  return [...found];
}

function look(element: HTMLElement, found: Set<string>): void {
  const { overflowX, overflowY } = getComputedStyle(element);
  if (scrolls(overflowX) && element.localName !== 'textarea' && element.scrollWidth > element.clientWidth + 1)
    found.add(`scrolls sideways, ${element.scrollWidth} in ${element.clientWidth}: ${describe(element)}`);
  if (
    scrolls(overflowY) &&
    element.scrollHeight > element.clientHeight + 1 &&
    element.clientHeight < READABLE
  )
    found.add(`only ${element.clientHeight} high: ${describe(element)}`);
  if (!isContent(element)) return;
  let { left, right, top, bottom } = element.getBoundingClientRect();
  if (right === left || bottom === top) return;
  for (let at: Element | null = element; at !== null; at = above(at)) {
    const style = getComputedStyle(at);
    const room = at.getBoundingClientRect();
    if (at !== element && style.textOverflow !== 'ellipsis') {
      if (cuts(style.overflowX) && (left < room.left - 1 || right > room.right + 1))
        return void found.add(`cut at the side: ${describe(element)}`);
      if (cuts(style.overflowY) && (top < room.top - 1 || bottom > room.bottom + 1))
        return void found.add(`cut: ${describe(element)}`);
      // What is beyond the edge of a scroller comes into it.
      if (scrolls(style.overflowX)) [left, right] = [room.left, room.right];
      if (scrolls(style.overflowY)) [top, bottom] = [room.top, room.bottom];
    }
    if (style.position === 'fixed') {
      const outside = left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
      if (outside) found.add(`off the screen: ${describe(element)}`);
      return;
    }
  }
}

function isContent(element: HTMLElement): boolean {
  const writes = (node: Node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '';
  return CONTROLS.includes(element.localName) || [...element.childNodes].some(writes);
}

function scrolls(overflow: string): boolean {
  return overflow === 'auto' || overflow === 'scroll';
}

function cuts(overflow: string): boolean {
  return overflow === 'hidden' || overflow === 'clip';
}

/** What an element is drawn in. */
function above(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  const root = element.parentNode;
  return root instanceof ShadowRoot ? root.host : element.parentElement;
}

function describe(element: HTMLElement): string {
  const text = (element.textContent.trim() || element.getAttribute('aria-label')) ?? '';
  return `${element.localName}.${element.className} "${text.replaceAll(/\s+/gu, ' ').slice(0, 40)}"`;
}
