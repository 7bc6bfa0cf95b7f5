import { css } from 'lit';

/** The rows of a thread. */
export const rowStyles = css`
  .day {
    display: flex;
    justify-content: center;
    margin-block: 20px 12px;
  }

  .day span {
    padding: 2px 12px;
    border-radius: 999px;
    background: var(--_surface-muted);
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-weight: 500;
  }

  .unread {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block: 16px 8px;
    color: var(--_danger);
    font-size: var(--_tiny);
    font-weight: 600;
  }

  .unread::before,
  .unread::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid color-mix(in srgb, var(--_danger) 40%, transparent);
  }

  .row {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin-block-start: 3px;
  }

  .row.first {
    margin-block-start: 12px;
  }

  .own {
    align-items: flex-end;
  }

  .line {
    display: flex;
    align-items: center;
    gap: 4px;
    max-inline-size: min(82%, 60ch);
  }

  .own .line {
    flex-direction: row-reverse;
  }

  .bubble {
    min-inline-size: 0;
    padding: 8px 14px;
    border-radius: var(--_bubble-radius);
    background: var(--_other-bubble);
    color: var(--_other-text);
  }

  .own .bubble {
    background: var(--_own-bubble);
    color: var(--_own-text);
  }

  .other:not(.first) .bubble {
    border-start-start-radius: 6px;
  }

  .other:not(.last) .bubble {
    border-end-start-radius: 6px;
  }

  .own:not(.first) .bubble {
    border-start-end-radius: 6px;
  }

  .own:not(.last) .bubble {
    border-end-end-radius: 6px;
  }

  .text {
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
    white-space: pre-wrap;
    tab-size: 4;
  }

  .text a {
    color: inherit;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }

  /* What the browser will open, where it reads differently; not part of the message's text. */
  .text a[data-host]::after {
    content: ' (' attr(data-host) ')';
    font-family: ui-monospace, monospace;
    font-size: var(--_small);
  }

  /* What was searched for, for as long as it takes to see it. */
  .found .bubble {
    outline: 3px solid transparent;
    outline-offset: 2px;
    animation: found 3s ease-out;
  }

  @keyframes found {
    from,
    60% {
      outline-color: var(--_accent);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .found .bubble {
      animation-timing-function: steps(1, end);
    }
  }

  .deleted .bubble {
    border: 1px solid var(--_border);
    background: none;
  }

  .tombstone {
    color: var(--_text-muted);
    font-style: italic;
  }

  .outgoing:not(.failed) .bubble {
    opacity: 0.72;
  }

  .failed .bubble {
    background: var(--_danger-surface);
    color: var(--_text);
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--_danger) 35%, transparent);
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    margin-block-start: 3px;
    padding-inline: 6px;
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-variant-numeric: tabular-nums;
  }

  .own .meta {
    justify-content: flex-end;
  }

  .meta.visually-hidden {
    margin: -1px;
    padding: 0;
  }

  .mark {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }

  .mark svg {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 2;
  }

  .mark.read {
    color: var(--_accent);
  }

  .meta.failure {
    color: var(--_danger);
  }

  .options {
    position: relative;
    flex: none;
  }

  .dots {
    inline-size: 32px;
    min-block-size: 32px;
    block-size: 32px;
  }

  .dots svg {
    inline-size: 18px;
    block-size: 18px;
  }

  /* Out of the way until one points at the message; a finger cannot point, so there it always stands. */
  @media (hover: hover) {
    .dots {
      opacity: 0;
    }

    .row:hover .dots,
    .row:focus-within .dots,
    .open .dots {
      opacity: 1;
    }
  }

  @media (pointer: coarse) {
    .dots {
      inline-size: 44px;
      min-block-size: 44px;
      block-size: 44px;
      margin-block: -6px;
    }
  }

  .menu {
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    z-index: 2;
    padding: 4px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_elevation);
  }

  .menu.up {
    inset-block: auto calc(100% + 4px);
  }

  .menu.along {
    inset-inline: 0 auto;
  }

  .menu button {
    justify-content: flex-start;
    gap: 10px;
    inline-size: 100%;
    min-block-size: max(40px, var(--_target));
    padding-block: 4px;
    padding-inline: 12px 16px;
    border-radius: var(--_radius-small);
    color: var(--_danger);
    white-space: nowrap;
  }

  .menu svg {
    inline-size: 20px;
    block-size: 20px;
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }

    .own .bubble {
      border-color: Highlight;
    }
  }
`;
