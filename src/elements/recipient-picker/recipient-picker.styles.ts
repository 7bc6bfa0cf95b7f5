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

  .search {
    flex: none;
    margin: 0 16px 12px;
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

  .row {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 12px;
    block-size: 3.75em;
    padding: 8px 12px;
    border-radius: var(--_radius);
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  @media (hover: hover) {
    .row:hover {
      background: var(--_hover);
    }
  }

  .row.active {
    background: var(--_selected);
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  /* Beside the name where there is room, otherwise below it: the name is never cut for what stands beside it. */
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 12px;
    min-inline-size: 0;
  }

  .name {
    flex: 1 0 auto;
    display: flex;
    max-inline-size: 100%;
    min-inline-size: 0;
    font-weight: 600;
    white-space: nowrap;
  }

  .name span {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .name {
    align-items: center;
    gap: 8px;
  }

  .name .away {
    flex: none;
    padding-inline: 7px;
    border-radius: 999px;
    background: var(--_hover);
    color: var(--_text-muted);
    font-size: var(--_tiny);
    line-height: 1.5;
  }

  .kind {
    flex: none;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--_text-muted);
    font-size: var(--_small);
    white-space: nowrap;
  }

  .notice {
    margin-block: auto;
  }
`;
