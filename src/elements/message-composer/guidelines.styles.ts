import { css } from 'lit';

/** The practice's own guidelines above the box. */
export const guidelinesStyles = css`
  .guidelines {
    margin-block-end: 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    color: var(--_text-muted);
    font-size: var(--_small);
    overflow: hidden;
  }

  .guidelines-head {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-inline: 12px 4px;
    color: var(--_text);
  }

  .guidelines-head h3 {
    flex: 1;
    font-weight: 600;
  }

  .guidelines-head > svg {
    inline-size: 18px;
    block-size: 18px;
    color: var(--_accent);
  }

  .guidelines-head svg {
    inline-size: 18px;
    block-size: 18px;
  }

  .guidelines-text {
    max-block-size: min(9em, 24vh);
    padding: 0 12px 10px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .guidelines-text:focus-visible {
    border-radius: var(--_radius-small);
    outline-offset: -2px;
  }

  .guidelines-button {
    align-self: flex-start;
    margin-block: -4px;
    margin-inline-end: auto;
    padding-inline: 0;
    font-size: inherit;
  }
`;
