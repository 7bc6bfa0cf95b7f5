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

  .header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
    min-block-size: 64px;
    padding-block: 8px;
    padding-inline: 20px 12px;
  }

  h2 {
    flex: 1;
    min-inline-size: 0;
    font-size: 1.3333em;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.2;
  }

  [part~='new-message'] {
    color: var(--_accent);
  }

  .search {
    flex: none;
    margin: 0 16px 12px;
  }

  .search .clear {
    position: absolute;
    inset-inline-end: 4px;
    inline-size: 32px;
    min-block-size: 32px;
    block-size: 32px;
  }

  .search .clear svg {
    position: static;
    inline-size: 18px;
    block-size: 18px;
  }

  .list {
    flex: 1;
    min-block-size: 0;
    padding-inline: 8px;
    overflow: auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }

  .list:focus-visible {
    outline: none;
  }

  .row {
    position: relative;
    display: grid;
    /* The circle's column has 4 pixels more than it, so that it stands further off than the time does. */
    grid-template: 1fr 1fr / 48px minmax(0, 1fr) auto;
    column-gap: 8px;
    align-items: center;
    /* In em, so that larger text has room; every row is equally high. */
    block-size: 4.8em;
    padding: 10px 12px;
    border-radius: var(--_radius);
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  @media (hover: hover) {
    .row:hover {
      background: var(--_hover);
    }
  }

  .row.selected {
    background: var(--_selected);
  }

  .list:focus-visible .row.active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .avatar {
    grid-row: 1 / -1;
  }

  .name {
    grid-area: 1 / 2;
    display: flex;
    align-items: baseline;
    align-self: end;
    gap: 8px;
    min-inline-size: 0;
    font-weight: 600;
  }

  .name > :first-child {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .away {
    flex: none;
    align-self: center;
    padding-inline: 7px;
    border-radius: 999px;
    background: var(--_hover);
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-weight: 600;
    line-height: 1.5;
  }

  time {
    grid-area: 1 / 3;
    align-self: end;
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .second {
    grid-area: 2 / 2 / auto / -1;
    align-self: start;
    display: flex;
    gap: 8px;
    min-inline-size: 0;
  }

  /* One line: who it is has its place first. A text to which hardly anything is left goes onto a line that nobody sees. */
  .said {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 8px;
    block-size: 1.5em;
    min-inline-size: 0;
    overflow: hidden;
  }

  .apart {
    flex: 0 1 auto;
    display: flex;
    min-inline-size: 0;
    padding-inline: 5px;
    border: 1px solid var(--_border);
    border-radius: 999px;
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-weight: 600;
    line-height: 1.4;
    white-space: nowrap;
  }

  .apart > :first-child {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .apart .id {
    flex: none;
    white-space: pre;
  }

  .excerpt {
    flex: 1 1 0;
    display: flex;
    gap: 0.3em;
    min-inline-size: min(3.5em, 100%);
    overflow: hidden;
    color: var(--_text-muted);
    font-size: 0.9333em;
    white-space: nowrap;
  }

  .you {
    flex: none;
  }

  .words {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  em {
    font-style: italic;
  }

  mark {
    border-radius: 3px;
    background: color-mix(in srgb, var(--_accent) 22%, transparent);
    color: var(--_text);
    font-weight: 600;
  }

  .unread .name {
    font-weight: 700;
  }

  .unread .excerpt {
    color: var(--_text);
    font-weight: 500;
  }

  .unread time {
    color: var(--_accent);
    font-weight: 600;
  }

  .count {
    flex: none;
    align-self: start;
    min-inline-size: 20px;
    margin-block-start: 1px;
    padding-inline: 6px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 12px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 20px;
    text-align: center;
  }

  .notice {
    margin-block: auto;
  }

  @media (forced-colors: active) {
    .row.selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .count {
      border: 1px solid CanvasText;
    }
  }
`;
