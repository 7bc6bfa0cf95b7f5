import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }

  form {
    display: flex;
    flex-direction: column;
    max-inline-size: 420px;
    margin-inline: auto;
    padding: 32px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  h2 {
    font-size: 1.3333em;
    font-weight: 650;
    letter-spacing: -0.01em;
  }

  .intro {
    margin-block: 4px 20px;
    color: var(--_text-muted);
    text-wrap: pretty;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .reason {
    display: flex;
    gap: 12px;
    margin-block-end: 24px;
    padding: 12px;
    border-radius: var(--_radius-small);
    background: var(--_surface-muted);
    text-wrap: pretty;
  }

  .reason svg {
    inline-size: 20px;
    block-size: 20px;
    margin-block-start: 1px;
    color: var(--_accent);
  }

  label {
    margin-block-end: 4px;
    font-weight: 600;
  }

  input {
    inline-size: 100%;
    min-block-size: max(44px, var(--_target));
    padding: 4px 12px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius-small);
    background: var(--_surface);
  }

  input:focus-visible {
    border-color: var(--_accent);
    outline-offset: -1px;
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  /* An address and a code are written from left to right everywhere, and stand where the reading begins. */
  :host(:dir(rtl)) input {
    text-align: end;
  }

  .code {
    font-size: 1.4667em;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.25em;
  }

  form .primary {
    min-block-size: max(44px, var(--_target));
    margin-block-start: 20px;
  }

  [aria-disabled='true'] {
    cursor: default;
  }

  .primary[aria-disabled='true'] {
    opacity: 0.7;
    cursor: progress;
  }

  .others {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 8px 16px;
    margin-block-start: 16px;
  }

  .link[aria-disabled='true'] {
    color: var(--_text-muted);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    text-decoration: none;
  }

  .failure {
    display: flex;
    gap: 8px;
    margin-block-start: 8px;
    padding: 8px 12px;
    border-radius: var(--_radius-small);
    background: var(--_danger-surface);
    color: var(--_danger);
    font-size: var(--_small);
  }

  .failure svg {
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 1px;
  }

  .account {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 24px;
    padding-block-end: 12px;
    font-size: var(--_small);
  }

  .who {
    color: var(--_text-muted);
    unicode-bidi: plaintext;
  }

  .notices {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: var(--_target);
  }

  .leave {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    margin-inline-start: auto;
  }

  .trouble {
    flex-basis: 100%;
  }

  [role='switch'] {
    position: relative;
    flex: none;
    inline-size: 40px;
    block-size: 24px;
    min-block-size: 24px;
    padding: 0;
    background: var(--_control-border);
  }

  /* Large enough for a finger, though it looks smaller. */
  [role='switch']::after {
    content: '';
    position: absolute;
    inset: -10px;
  }

  [role='switch'][aria-checked='true'] {
    background: var(--_accent);
  }

  .thumb {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    inline-size: 18px;
    block-size: 18px;
    border-radius: 50%;
    background: var(--_on-accent);
    box-shadow: 0 1px 3px var(--_shadow);
    transition: inset-inline-start var(--_quick);
  }

  [aria-checked='true'] .thumb {
    inset-inline-start: 18px;
  }

  @container (inline-size < 480px) {
    form {
      padding: 24px 16px;
    }

    .leave {
      justify-content: space-between;
      inline-size: 100%;
    }
  }

  @media (forced-colors: active) {
    input {
      border-color: ButtonBorder;
    }

    [role='switch'] {
      border-color: ButtonText;
      forced-color-adjust: none;
    }

    [role='switch'][aria-checked='true'] {
      background: Highlight;
    }
  }
`;
