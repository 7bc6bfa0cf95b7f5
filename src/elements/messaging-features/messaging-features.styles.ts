import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }

  h3 {
    font-weight: 600;
  }

  .feature {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 24px;
  }

  .about {
    max-inline-size: 60ch;
  }

  .feature p,
  .guidelines > p,
  .preview {
    color: var(--_text-muted);
    unicode-bidi: plaintext;
    text-wrap: pretty;
  }

  .only {
    margin-block-start: 4px;
    font-size: var(--_small);
  }

  .control {
    display: flex;
    flex: none;
    align-items: center;
    gap: 12px;
    min-block-size: 28px;
  }

  .state {
    color: var(--_text-muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  [role='switch'] {
    position: relative;
    flex: none;
    inline-size: 48px;
    block-size: 28px;
    min-block-size: 28px;
    padding: 0;
    background: var(--_control-border);
  }

  /* Large enough for a finger, though it looks smaller. */
  [role='switch']::after {
    content: '';
    position: absolute;
    inset-block: -8px;
    inset-inline: 0;
  }

  [role='switch'][aria-checked='true'] {
    background: var(--_accent);
  }

  [role='switch'][aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }

  .thumb {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    inline-size: 22px;
    block-size: 22px;
    border-radius: 50%;
    background: var(--_on-accent);
    box-shadow: 0 1px 3px var(--_shadow);
    transition: inset-inline-start var(--_quick);
  }

  [aria-checked='true'] .thumb {
    inset-inline-start: 22px;
  }

  .failure {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-start: 16px;
    padding: 8px 12px;
    border-radius: var(--_radius-small);
    background: var(--_danger-surface);
    color: var(--_danger);
    font-size: var(--_small);
  }

  .failure svg,
  .over svg {
    display: inline-block;
    inline-size: 18px;
    block-size: 18px;
    vertical-align: text-bottom;
  }

  .guidelines {
    display: grid;
    gap: 12px;
    margin-block-start: 24px;
    padding-block-start: 24px;
    border-block-start: 1px solid var(--_border);
  }

  .guidelines > p {
    max-inline-size: 60ch;
    margin-block-start: -10px;
  }

  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .mark {
    min-block-size: max(32px, var(--_target));
    padding-inline: 12px;
    border-color: var(--_border);
    border-radius: var(--_radius-small);
    font-size: var(--_small);
  }

  .bold,
  .heading {
    font-weight: 700;
  }

  .italic {
    font-style: italic;
  }

  textarea {
    inline-size: 100%;
    min-block-size: 8em;
    padding: 10px 14px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius);
    background: var(--_surface);
    line-height: 1.45;
    resize: vertical;
    unicode-bidi: plaintext;
  }

  textarea:focus-visible {
    border-color: var(--_accent);
    outline-offset: -1px;
  }

  .preview {
    padding: 10px 14px 12px;
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    font-size: var(--_small);
    overflow-wrap: anywhere;
  }

  .caption {
    display: block;
    margin-block-end: 4px;
    font-size: 0.9em;
    font-weight: 600;
  }

  .saving {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px 16px;
    color: var(--_text-muted);
    font-size: var(--_small);
  }

  .saving button {
    font-size: calc(1em / 0.8667);
  }

  .primary[aria-disabled='true'],
  .primary[aria-disabled='true']:hover {
    background: var(--_hover);
    color: var(--_text-muted);
    cursor: default;
  }

  .over {
    color: var(--_danger);
    font-weight: 600;
  }

  .notice {
    padding: 16px;
  }

  @container (inline-size < 420px) {
    .feature {
      flex-direction: column;
      gap: 12px;
    }
  }

  @media (forced-colors: active) {
    [role='switch'] {
      border-color: ButtonText;
    }

    .thumb {
      background: ButtonText;
    }
  }
`;
