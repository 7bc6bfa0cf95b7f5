import { css } from 'lit';

/** A question that must be answered before anything else. */
export const dialogStyles = css`
  .confirm {
    inline-size: min(400px, 100vw - 32px);
    margin: auto;
    padding: 24px;
    border: 1px solid var(--_border);
    border-radius: 16px;
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_elevation);
    animation: rise 140ms ease-out;
  }

  .confirm::backdrop {
    background: var(--_scrim);
  }

  .confirm h3 {
    margin-block-end: 4px;
    font-size: 1.1333em;
    font-weight: 650;
  }

  .confirm p {
    unicode-bidi: plaintext;
    color: var(--_text-muted);
    overflow-wrap: anywhere;
  }

  .confirm .failure {
    margin-block-start: 12px;
    padding: 8px 12px;
    border-radius: var(--_radius-small);
    background: var(--_danger-surface);
    color: var(--_danger);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 24px;
  }

  .actions button {
    min-inline-size: 96px;
    min-block-size: max(40px, var(--_target));
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .confirm {
      animation: none;
    }
  }
`;
