import { css } from 'lit';

/** The files of a composer. */
export const fileStyles = css`
  input[hidden] {
    display: none;
  }

  .attach {
    flex: none;
    inline-size: 42px;
    block-size: 42px;
    min-block-size: 42px;
  }

  .box.dropping {
    border-style: dashed;
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 8%, var(--_surface));
  }

  .files,
  .refused ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    max-block-size: 188px;
    margin-block-end: 8px;
    overflow-y: auto;
  }

  .file {
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: min(290px, 100%);
    padding-block: 6px;
    padding-inline: 10px 4px;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    font-size: var(--_small);
    line-height: 1.35;
  }

  .file > svg,
  .refused > svg {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    color: var(--_text-muted);
  }

  /* A long name must not make the box around it wider. */
  .file .about {
    contain: inline-size;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }

  .file .state {
    color: var(--_text-muted);
    font-variant-numeric: tabular-nums;
  }

  .file .link {
    flex: none;
  }

  .file .remove {
    inline-size: max(32px, var(--_target) - 4px);
    block-size: max(32px, var(--_target) - 4px);
    min-block-size: 32px;
  }

  .file .remove svg {
    inline-size: 16px;
    block-size: 16px;
  }

  .file.failed,
  .refused {
    border-color: color-mix(in srgb, var(--_danger) 35%, transparent);
    background: var(--_danger-surface);
  }

  .file.failed .state,
  .file.failed > svg,
  .refused > svg {
    color: var(--_danger);
  }

  progress {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    inline-size: 100%;
    block-size: 3px;
    border: 0;
    appearance: none;
    background: transparent;
  }

  progress::-webkit-progress-bar {
    background: transparent;
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
    transition: inline-size var(--_quick);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .refused {
    display: flex;
    align-items: flex-start;
    gap: 10px;
    margin-block-end: 8px;
    padding-block: 8px;
    padding-inline: 12px 4px;
    border: 1px solid color-mix(in srgb, var(--_danger) 35%, transparent);
    border-radius: var(--_radius);
    font-size: var(--_small);
    line-height: 1.45;
  }

  .refused .file-name,
  .refused .file-name span {
    display: inline;
    white-space: normal;
    overflow-wrap: anywhere;
  }

  .refused ul {
    flex: 1;
    min-inline-size: 0;
    max-block-size: 120px;
    overflow-y: auto;
  }

  .refused .icon-button {
    inline-size: 32px;
    block-size: 32px;
    min-block-size: 32px;
    margin-block: -4px;
  }
`;
