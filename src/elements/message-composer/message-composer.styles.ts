import { css } from 'lit';

export const styles = css`
  :host {
    flex: none;
  }

  .frame {
    padding: 8px 16px 12px;
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
  }

  .box {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    padding: 4px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_box-radius);
    background: var(--_surface);
    transition: border-color var(--_quick);
  }

  .box:focus-within {
    border-color: var(--_accent);
    outline: 1px solid var(--_accent);
  }

  textarea {
    flex: 1;
    min-inline-size: 0;
    max-block-size: calc(8 * 1.45em + 18px);
    padding: 9px 6px;
    border: 0;
    background: none;
    font-size: max(1.0667em, 16px);
    line-height: 1.45;
    resize: none;
    overflow-y: auto;
    overflow-wrap: anywhere;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    unicode-bidi: plaintext;
  }

  /* Without a paperclip before it, the round corner is. */
  textarea:first-child {
    padding-inline-start: 14px;
  }

  textarea:focus-visible {
    outline: none;
  }

  /* Without a text of its own it begins where the page's lines do. */
  textarea:placeholder-shown {
    direction: inherit;
    text-overflow: ellipsis;
  }

  textarea::placeholder {
    unicode-bidi: plaintext;
    color: var(--_text-muted);
    opacity: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .send {
    flex: none;
    inline-size: 42px;
    min-block-size: 42px;
    block-size: 42px;
    padding: 0;
  }

  .send svg {
    inline-size: 22px;
    block-size: 22px;
    stroke-width: 2.2;
  }

  .send[aria-disabled='true'],
  .send[aria-disabled='true']:hover {
    background: var(--_hover);
    color: var(--_text-muted);
    cursor: default;
  }

  .below {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 16px;
    margin-block-start: 8px;
    padding-inline: 8px;
    color: var(--_text-muted);
    font-size: var(--_tiny);
    line-height: 1.4;
  }

  .reminder {
    display: flex;
    align-items: flex-start;
    gap: 6px;
    /* No line of half a word: "e-mail" may break at its hyphen. */
    text-wrap: balance;
  }

  .reminder svg {
    inline-size: 14px;
    block-size: 14px;
    margin-block-start: 0.15em;
  }

  .over {
    color: var(--_danger);
    font-weight: 600;
  }

  /* A touch keyboard has no Shift + Return. */
  @media (hover: none) and (pointer: coarse) {
    .key {
      display: none;
    }
  }

  .away {
    display: flex;
    gap: 10px;
    max-block-size: min(16em, 35vh);
    margin-block-end: 8px;
    padding: 10px 12px;
    border-radius: var(--_radius-small);
    background: var(--_surface-muted);
    color: var(--_text-muted);
    font-size: var(--_small);
    overflow: auto;
    overflow-wrap: anywhere;
  }

  .away svg {
    inline-size: 20px;
    block-size: 20px;
    color: var(--_accent);
  }

  .away strong {
    display: block;
    color: var(--_text);
    font-weight: 600;
  }

  .away-text {
    display: block;
    white-space: pre-line;
  }

  .closed {
    display: flex;
    gap: 12px;
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    color: var(--_text-muted);
    overflow-wrap: anywhere;
  }

  .closed strong {
    display: block;
    color: var(--_text);
    font-weight: 600;
  }

  @media (forced-colors: active) {
    .send {
      border-color: ButtonBorder;
    }
  }
`;
