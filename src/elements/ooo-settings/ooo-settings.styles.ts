import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    min-inline-size: 0;
    background: var(--_surface-muted);
  }

  .frame {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  .header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
    min-block-size: 64px;
    padding: 8px 12px;
  }

  h2 {
    flex: 1;
    min-inline-size: 0;
    font-size: 1.2em;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.2;
  }

  h3 {
    font-weight: 650;
  }

  .body {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 20px;
    min-block-size: 0;
    padding: 0 20px 24px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }

  .body > * {
    flex: none;
    inline-size: 100%;
    max-inline-size: 520px;
  }

  .intro,
  .hint {
    color: var(--_text-muted);
    font-size: var(--_small);
  }

  section,
  form {
    display: flex;
    flex-direction: column;
  }

  section {
    gap: 8px;
  }

  form {
    gap: 16px;
  }

  section + form {
    padding-block-start: 20px;
    border-block-start: 1px solid var(--_border);
  }

  ul {
    display: flex;
    flex-direction: column;
    gap: 8px;
    list-style: none;
  }

  .setting {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .setting.editing {
    border-color: var(--_accent);
  }

  .setting-head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    min-inline-size: 0;
  }

  .setting-head strong {
    min-inline-size: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .state {
    flex: none;
    padding-inline: 8px;
    border-radius: 999px;
    background: var(--_hover);
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-weight: 600;
    line-height: 1.7;
  }

  .state.active {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .range {
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  .text {
    display: -webkit-box;
    color: var(--_text-muted);
    font-size: var(--_small);
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  .unsaved {
    color: var(--_text-muted);
    font-size: var(--_small);
    font-style: italic;
  }

  .kept {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 12px;
    padding: 6px 12px;
    border-radius: var(--_radius-small);
    background: var(--_hover);
    color: var(--_text-muted);
    font-size: var(--_small);
  }

  .kept .link {
    padding-inline: 0;
    font-size: inherit;
  }

  .setting-actions {
    display: flex;
    gap: 8px;
    margin-block-start: 4px;
  }

  .field {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
  }

  .field > label,
  legend {
    padding: 0;
    font-size: var(--_small);
    font-weight: 600;
  }

  .field > :is(input, textarea, select) {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: max(40px, var(--_target));
    padding: 8px 12px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  .field > textarea {
    min-block-size: 6.5em;
    line-height: 1.45;
    resize: vertical;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .field > :disabled {
    background: var(--_hover);
    color: var(--_text-muted);
    opacity: 1;
  }

  .field > :focus-visible {
    border-color: var(--_accent);
    outline-offset: -1px;
  }

  .field > [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .below {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    color: var(--_text-muted);
    font-size: var(--_tiny);
    line-height: 1.4;
  }

  .counter {
    flex: none;
    font-variant-numeric: tabular-nums;
  }

  .counter.over {
    color: var(--_danger);
    font-weight: 600;
  }

  .problem {
    color: var(--_danger);
    font-size: var(--_small);
    font-weight: 500;
  }

  fieldset {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  fieldset .search {
    margin-block: 4px;
  }

  .choice {
    max-block-size: 15.5em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    overflow: auto;
    scrollbar-width: thin;
  }

  .choice .hint {
    padding: 12px;
  }

  .member,
  .check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: max(40px, var(--_target));
    padding: 4px 10px;
  }

  .check {
    padding-inline: 0;
  }

  p.member {
    padding-inline: 0;
  }

  label:is(.member, .check) {
    cursor: pointer;
  }

  @media (hover: hover) {
    .choice .member:hover {
      background: var(--_hover);
    }
  }

  .choice .avatar {
    inline-size: 28px;
    block-size: 28px;
    font-size: 11px;
  }

  input[type='checkbox'] {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .member-name {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .all .member-name {
    font-weight: 600;
  }

  .apart {
    margin-inline-start: auto;
    color: var(--_text-muted);
    font-size: var(--_tiny);
    white-space: nowrap;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .actions .primary {
    flex: 1;
    min-block-size: max(42px, var(--_target));
  }

  .actions .primary[aria-disabled='true'] {
    opacity: 0.7;
    cursor: default;
  }

  .failure {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    border-radius: var(--_radius-small);
    background: var(--_danger-surface);
    color: var(--_danger);
    font-size: var(--_small);
  }

  .failure svg {
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 0.15em;
  }

  .saved {
    padding: 8px 12px;
    border-radius: var(--_radius-small);
    background: var(--_selected);
    font-size: var(--_small);
    font-weight: 500;
  }

  .notice {
    margin-block: auto;
  }

  @media (forced-colors: active) {
    .state {
      border: 1px solid CanvasText;
    }
  }
`;
