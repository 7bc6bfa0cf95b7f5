import { css } from 'lit';

/** Formatted text that somebody of the practice wrote: only what `src/security/clean-html.ts` lets through. */
export const formattedStyles = css`
  .formatted {
    display: flex;
    flex-direction: column;
    gap: 0.5em;
    overflow-wrap: anywhere;
  }

  .formatted :is(p, li, h3, h4, blockquote) {
    unicode-bidi: plaintext;
  }

  .formatted :is(p, ul, ol, h3, h4, blockquote) {
    margin: 0;
  }

  .formatted :is(h3, h4) {
    color: var(--_text);
    font: inherit;
    font-weight: 650;
  }

  .formatted :is(b, strong) {
    color: var(--_text);
    font-weight: 650;
  }

  .formatted :is(ul, ol) {
    display: block;
    padding: 0;
    padding-inline-start: 1.4em;
  }

  .formatted li + li {
    margin-block-start: 0.15em;
  }

  .formatted blockquote {
    padding-inline-start: 0.8em;
    border-inline-start: 3px solid var(--_border);
  }

  .formatted a[href] {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
`;
