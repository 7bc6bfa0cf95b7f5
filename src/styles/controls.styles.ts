import { css } from 'lit';

/** Buttons and boxes, as every element shows them. */
export const controls = css`
  button,
  input,
  textarea {
    margin: 0;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
    text-align: inherit;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: var(--_target);
    padding: 4px 16px;
    border: 1px solid transparent;
    border-radius: 999px;
    background: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    transition:
      background-color var(--_quick),
      color var(--_quick);
  }

  @media (hover: hover) {
    button:hover {
      background: var(--_hover);
    }
  }

  .icon-button {
    flex: none;
    inline-size: var(--_target);
    block-size: var(--_target);
    padding: 0;
    color: var(--_text-muted);
  }

  .icon-button svg {
    inline-size: 22px;
    block-size: 22px;
  }

  @media (hover: hover) {
    .icon-button:hover {
      color: var(--_text);
    }
  }

  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  @media (hover: hover) {
    .primary:hover {
      background: var(--_accent-hover);
      color: var(--_on-accent);
    }
  }

  .quiet {
    border-color: var(--_control-border);
    color: var(--_text);
    font-weight: 500;
  }

  .danger {
    background: var(--_danger-fill);
    color: var(--_on-danger);
    font-weight: 600;
  }

  @media (hover: hover) {
    .danger:hover {
      background: color-mix(in srgb, var(--_danger-fill) 86%, black);
    }
  }

  .link {
    min-block-size: 24px;
    padding: 0 4px;
    border-radius: 4px;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .search {
    position: relative;
    display: flex;
    align-items: center;
  }

  .search svg {
    position: absolute;
    inset-inline-start: 12px;
    inline-size: 18px;
    block-size: 18px;
    color: var(--_text-muted);
    pointer-events: none;
  }

  .search input {
    inline-size: 100%;
    min-block-size: max(40px, var(--_target));
    padding-block: 4px;
    padding-inline: 38px 12px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_box-radius);
    background: var(--_surface);
    appearance: none;
    text-overflow: ellipsis;
  }

  .search input:focus-visible {
    border-color: var(--_accent);
    outline-offset: -1px;
  }

  .search input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  .search input::-webkit-search-cancel-button {
    appearance: none;
  }

  /* Below 16 px a phone zooms into the box one writes in. */
  @media (pointer: coarse) {
    input,
    textarea {
      font-size: max(1.0667em, 16px);
    }
  }

  @media (forced-colors: active) {
    button:not(.icon-button, .link),
    .search input {
      border-color: ButtonBorder;
    }
  }
`;
