import { css } from 'lit';

/** The files of messages, and the dialog for pictures. */
export const attachedStyles = css`
  .attached {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  /* One below the other: side by side they would not fit, and the bubble be as wide as if they did. */
  .attached:has(.card) {
    flex-flow: column nowrap;
    align-items: flex-start;
  }

  .attached + .text {
    margin-block-start: 6px;
  }

  .picture {
    position: relative;
    flex: none;
    max-inline-size: 100%;
    min-block-size: 44px;
    padding: 0;
    overflow: hidden;
    border: 0;
    border-radius: calc(var(--_bubble-radius) - 6px);
    background: color-mix(in srgb, currentcolor 12%, transparent);
  }

  .bubble:has(.picture) {
    padding-inline: 8px;
  }

  .bubble:has(.picture) .text {
    padding-inline: 6px;
  }

  .picture img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .picture img:not([data-state='shown']) {
    visibility: hidden;
  }

  .card {
    display: flex;
    align-items: center;
    justify-content: flex-start;
    gap: 10px;
    /* Not min(): the bubble around it would be no wider than its text, and the name cut. */
    inline-size: 280px;
    max-inline-size: 100%;
    min-inline-size: 0;
    padding: 8px 12px;
    border: 1px solid color-mix(in srgb, currentcolor 22%, transparent);
    border-radius: calc(var(--_bubble-radius) - 6px);
    background: color-mix(in srgb, var(--_surface) 60%, transparent);
    text-align: start;
  }

  @media (hover: hover) {
    .card:hover {
      background: var(--_surface);
    }
  }

  .card svg {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
  }

  .card svg:last-child {
    inline-size: 20px;
    block-size: 20px;
  }

  .card[aria-busy='true'] svg:last-child {
    opacity: 0.4;
  }

  /* A long name must not make the box around it wider. */
  .card .about {
    contain: inline-size;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    line-height: 1.35;
  }

  .card .about > span {
    font-size: var(--_small);
    opacity: 0.86;
  }

  .card .broken {
    color: var(--_danger);
  }

  .viewer {
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: #111;
    color: #fff;
  }

  .viewer::backdrop {
    background: #000;
  }

  .viewer-bar {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-block: 8px;
    padding-inline: 16px 8px;
  }

  .viewer-name {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    line-height: 1.3;
  }

  .viewer-name [role='status'] {
    font-size: var(--_small);
    color: #d0d0d0;
  }

  .viewer .icon-button {
    inline-size: 44px;
    block-size: 44px;
    color: #fff;
  }

  @media (hover: hover) {
    .viewer .icon-button:hover {
      background: rgb(255 255 255 / 16%);
      color: #fff;
    }
  }

  .viewer :focus-visible {
    outline-color: #fff;
  }

  .viewer-stage {
    position: relative;
    display: flex;
    flex: 1;
    align-items: center;
    justify-content: center;
    min-block-size: 0;
    padding: 8px;
  }

  .viewer-stage img {
    max-inline-size: 100%;
    max-block-size: 100%;
    object-fit: contain;
  }

  .viewer-stage img:not([data-state='shown']) {
    visibility: hidden;
  }

  .viewer .arrow {
    position: absolute;
    inset-block-start: calc(50% - 22px);
    background: rgb(0 0 0 / 55%);
  }

  .viewer .previous {
    inset-inline-start: 12px;
  }

  .viewer .next {
    inset-inline-end: 12px;
  }
`;
