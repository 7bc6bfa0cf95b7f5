import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    vertical-align: middle;
  }

  .button {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(40px, var(--_target));
    padding: 4px 14px;
    border-radius: 999px;
    color: inherit;
    font-weight: 500;
    text-decoration: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    transition: background-color var(--_quick);
  }

  /* The bar around may have any colour, so that the button takes its colours from there. */
  :host {
    color: var(--messages-button-color, inherit) !important;
  }

  @media (hover: hover) {
    .button:hover {
      background: color-mix(in srgb, currentColor 10%, transparent);
    }
  }

  .button[aria-expanded='true'] {
    background: color-mix(in srgb, currentColor 12%, transparent);
  }

  .button:focus-visible {
    outline-color: currentColor;
  }

  .badge {
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 6px;
    border-radius: 10px;
    background: var(--_badge);
    color: var(--_on-badge);
    font-size: 12px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 20px;
    text-align: center;
    animation: arrive 160ms ease-out;
  }

  @keyframes arrive {
    from {
      scale: 0.6;
    }
  }

  dialog {
    position: fixed;
    inset: auto;
    /* physical: a place on the screen, reckoned for both directions */
    left: var(--_left, 8px);
    top: var(--_top, 8px);
    z-index: 2147483000;
    inline-size: min(var(--messages-panel-inline-size, 420px), 100vw - 16px);
    block-size: min(var(--messages-panel-block-size, 680px), var(--_room, 100dvh - 16px));
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: 16px;
    overflow: hidden;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_elevation);
    overscroll-behavior: contain;
    animation: open 140ms ease-out;
  }

  dialog:focus-visible {
    outline: none;
  }

  dialog.full {
    inset: 0;
    inline-size: 100%;
    block-size: 100dvh;
    border: 0;
    border-radius: 0;
    padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom);
  }

  @keyframes open {
    from {
      opacity: 0;
      translate: 0 -6px;
    }
  }

  messages-inbox {
    --messages-inbox-border: 0;
    --messages-inbox-radius: 0;
    block-size: 100%;
    min-block-size: 0;
  }

  .waiting {
    block-size: 100%;
  }

  .bar {
    display: flex;
    justify-content: end;
    padding: 12px;
  }

  @media (prefers-reduced-motion: reduce) {
    .badge,
    dialog {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .badge {
      border: 1px solid CanvasText;
    }
  }
`;
