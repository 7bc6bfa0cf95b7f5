import type { DOMPurify } from 'dompurify';

import { safeUrl } from './safe-url.ts';

/** What formatted text may consist of. Everything else is left out; what is written inside of it stays, scripts do not. */
const ALLOWED = {
  ALLOWED_TAGS: 'p br b strong i em u ul ol li a h3 h4 blockquote'.split(' '),
  ALLOWED_ATTR: ['href'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Nodes and not a string: nothing has to be parsed a second time, and no sink for HTML is needed.
  RETURN_DOM_FRAGMENT: true as const,
};

const TAG = /<[a-z/!?]/i;

let purifier: Promise<DOMPurify> | undefined;

/**
 * The one door through which HTML that somebody wrote comes into a page: only harmless formatting passes. A text without any
 * tag is taken as plain text, with its paragraphs and lines. The cleaner is loaded when first needed.
 *
 * @throws when the cleaner cannot be loaded; then nothing may be shown
 */
export async function cleanHtml(html: string): Promise<DocumentFragment> {
  if (!TAG.test(html)) return paragraphs(html);
  purifier ??= load();
  try {
    return (await purifier).sanitize(html, ALLOWED);
  } catch (error) {
    purifier = undefined;
    throw error;
  }
}

async function load(): Promise<DOMPurify> {
  const { default: createPurifier } = await import('dompurify');
  // An instance of our own: the page may use the same package, with hooks of its own.
  const purify = createPurifier(window);
  // Without what it needs from the browser it would hand back what it was given.
  if (!purify.isSupported) throw new Error('HTML cannot be cleaned here.');
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName === 'A') makeSafe(node);
  });
  return purify;
}

/** Links lead where messages' links may lead, and in the same way. */
function makeSafe(link: Element): void {
  const url = safeUrl(link.getAttribute('href') ?? '');
  link.removeAttribute('href');
  if (!url) return;
  link.setAttribute('href', url.href);
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow');
  link.setAttribute('referrerpolicy', 'no-referrer');
}

function paragraphs(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const written of text.trim().split(/\n\s*\n/u)) {
    const paragraph = document.createElement('p');
    written.split('\n').forEach((line, i) => {
      if (i > 0) paragraph.append(document.createElement('br'));
      paragraph.append(line);
    });
    fragment.append(paragraph);
  }
  return fragment;
}
