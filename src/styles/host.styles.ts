import { css } from 'lit';
import { boundary } from './boundary.styles.ts';
import { tokens } from './tokens.styles.ts';

/** What every element begins with. */
export const hostStyles = [
  tokens,
  boundary,
  css`
    :host {
      display: block;
      box-sizing: border-box;
      /* -1 where lines begin at the right: by the page's direction, or by the language (LocaleController). */
      --_side: 1;
    }

    :host(:dir(rtl)) {
      --_side: -1;
    }

    :host([hidden]),
    [hidden] {
      display: none !important;
    }

    *,
    *::before,
    *::after {
      box-sizing: border-box;
    }

    h1,
    h2,
    h3,
    p,
    ul {
      margin: 0;
      padding: 0;
      font: inherit;
    }

    :focus {
      outline: none;
    }

    :focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }

    /*
     * A phrase reads in its own direction, wherever it stands: an English time in an Arabic page, an Arabic name in
     * an English one.
     */
    span,
    strong,
    time {
      unicode-bidi: plaintext;
    }

    .visually-hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      margin: -1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    svg {
      display: block;
      flex: none;
      inline-size: 24px;
      block-size: 24px;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }

    /* An arrow that points along the line of reading. */
    svg.directed {
      scale: var(--_side) 1;
    }
  `,
];
