import { css } from 'lit';

/** A state with words: nothing yet, failed, switched off. And the skeleton of what is still loading. */
export const noticeStyles = css`
  .notice {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 4px;
    max-inline-size: 44ch;
    margin-inline: auto;
    padding: 32px 24px;
    text-align: center;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }

  .notice.late {
    opacity: 0;
    animation: appear 200ms ease-out 1s forwards;
  }

  .notice svg {
    inline-size: 32px;
    block-size: 32px;
    margin-block-end: 12px;
    color: var(--_accent);
    stroke-width: 1.5;
  }

  .notice p {
    unicode-bidi: plaintext;
  }

  .notice .title {
    font-weight: 600;
  }

  .notice .hint {
    color: var(--_text-muted);
  }

  .notice button {
    margin-block-start: 16px;
  }

  /* Over the page, at its lower end: seen wherever one is, and in nobody's way. */
  .idle-warning {
    position: fixed;
    inset: auto;
    inset-block-end: max(24px, env(safe-area-inset-bottom));
    inset-inline: 0;
    inline-size: min(420px, 100vw - 32px);
    margin: 0 auto;
    padding: 20px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_elevation);
    text-align: start;
    text-wrap: pretty;
    animation: warn 200ms ease-out;
  }

  .idle-warning .title {
    font-weight: 600;
  }

  .idle-warning .hint {
    color: var(--_text-muted);
  }

  .idle-warning .answer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-block-start: 16px;
  }

  .idle-warning .left {
    color: var(--_text-muted);
    font-variant-numeric: tabular-nums;
  }

  @keyframes warn {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .idle-warning {
      animation: none;
    }
  }

  .skeleton {
    display: flex;
    flex-direction: column;
    padding: 8px;
    opacity: 0;
    animation: appear 200ms ease-out 300ms forwards;
  }

  .skeleton-row {
    display: flex;
    align-items: center;
    gap: 12px;
    block-size: 72px;
    padding-inline: 8px;
  }

  .skeleton-row::before {
    content: '';
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--_hover);
  }

  .skeleton-row::after {
    content: '';
    flex: 1;
    max-inline-size: 60%;
    block-size: 12px;
    border-radius: 6px;
    background: var(--_hover);
  }

  .skeleton-row:nth-child(2n)::after {
    max-inline-size: 42%;
  }

  .skeleton-bubble {
    inline-size: min(56%, 320px);
    block-size: 44px;
    margin-block: 8px;
    border-radius: var(--_bubble-radius);
    background: var(--_hover);
  }

  .skeleton-bubble:nth-child(2n) {
    align-self: flex-end;
    inline-size: min(40%, 240px);
  }

  @keyframes appear {
    to {
      opacity: 1;
    }
  }
`;
