import { css } from 'lit';

/**
 * What comes in from the page around and what does not. A shadow root keeps a page's selectors out, but inherited properties reach
 * the host and go on from there: an inherited `text-transform`, or one that `* { … !important }` sets. Here they end, with
 * `!important`, because for important declarations the inner style goes before the page's. What has no use inside (tables, ruby, pages of a book) is not listed.
 *
 * Still inherited, because the page must decide it: `direction` (with the language), `color-scheme` (or `theme`), `visibility` and
 * `pointer-events` (a closed menu, a page under a dialog), `--messages-*`, and the colour of the Messages button. The host's own box
 * (`display`, size, place, margin) is the page's too.
 */
export const boundary = css`
  :host {
    color: var(--_text) !important;
    /* With it, all of what a font shorthand resets: variants, features, kerning. */
    font: 400 var(--messages-font-size, medium) / 1.5 var(--_font) !important;
    font-palette: normal !important;
    font-synthesis: weight style small-caps !important;
    font-variation-settings: normal !important;
    letter-spacing: normal !important;
    word-spacing: normal !important;
    tab-size: 8 !important;
    text-align: start !important;
    text-align-last: auto !important;
    text-indent: 0 !important;
    text-transform: none !important;
    text-shadow: none !important;
    text-emphasis: none !important;
    text-rendering: auto !important;
    text-size-adjust: 100% !important;
    -webkit-text-size-adjust: 100% !important;
    text-underline-offset: auto !important;
    text-underline-position: auto !important;
    text-decoration-skip-ink: auto !important;
    white-space: normal !important;
    text-wrap-style: auto !important;
    word-break: normal !important;
    overflow-wrap: normal !important;
    line-break: auto !important;
    hyphens: manual !important;
    quotes: auto !important;
    list-style: disc outside none !important;
    cursor: auto !important;
    caret-color: auto !important;
    accent-color: auto !important;
    writing-mode: horizontal-tb !important;
    text-orientation: mixed !important;
    image-rendering: auto !important;
    scrollbar-color: auto !important;
    -webkit-text-fill-color: currentcolor !important;
    -webkit-text-stroke: 0 currentcolor !important;
    -webkit-text-security: none !important;
    -webkit-tap-highlight-color: rgb(0 0 0 / 0.1) !important;
    /* What drawings inherit. */
    fill: black !important;
    fill-opacity: 1 !important;
    fill-rule: nonzero !important;
    clip-rule: nonzero !important;
    stroke: none !important;
    stroke-width: 1px !important;
    stroke-opacity: 1 !important;
    stroke-linecap: butt !important;
    stroke-linejoin: miter !important;
    stroke-miterlimit: 4 !important;
    stroke-dasharray: none !important;
    stroke-dashoffset: 0 !important;
    paint-order: normal !important;
  }

  /* Of the host's own size, which is the browser's medium one. */
  :host > * {
    font-size: var(--_font-size);
  }
`;
