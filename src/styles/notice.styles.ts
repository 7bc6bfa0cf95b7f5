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
