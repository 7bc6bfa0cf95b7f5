import { css } from 'lit';

/** The button for emoji, the panel with them, and the list of those that fit to a name. */
export const emojiStyles = css`
  .emoji {
    inline-size: 42px;
    block-size: 42px;
  }

  .emoji[aria-expanded='true'] {
    background: var(--_hover);
    color: var(--_accent);
  }

  .emoji-panel {
    position: fixed;
    z-index: 10;
    inset: auto;
    inset-block-start: var(--_top, 8px);
    /* physical: a place on the screen, reckoned for both directions */
    /* physical: measured from where the box is on the screen */
    left: var(--_left, 8px);
    inline-size: min(352px, 100vw - 16px);
    block-size: var(--_height, 400px);
    margin: 0;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    color: var(--_text);
    /* Read by the script for the picker's accent. */
    caret-color: var(--_accent);
    box-shadow: var(--_elevation);
    /* From right to left, what emoji-mart hides far outside would be room to scroll. */
    overflow: clip;
  }

  .emoji-panel.sheet {
    inset: auto 0 0;
    inline-size: 100%;
    max-inline-size: none;
    block-size: min(420px, 60dvh);
    padding-block-end: env(safe-area-inset-bottom);
    border-inline: 0;
    border-block-end: 0;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }

  .emoji-panel:not([aria-busy='true']):focus-visible {
    outline: none;
  }

  .emoji-mount:not(:empty),
  .emoji-mount > * {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
  }

  .emoji-mount > * {
    --border-radius: 0;
    --shadow: none;
    --font-family: var(--_font);
    --font-size: 14px;
    --color-border: var(--_border);
    --color-border-over: var(--_control-border);
  }

  .emoji-loading {
    display: grid;
    place-items: center;
    block-size: 100%;
    color: var(--_text-muted);
  }

  .emoji-list {
    position: fixed;
    z-index: 10;
    inset: auto;
    inset-block: var(--_top, auto) var(--_bottom, auto);
    /* physical: measured from where the box is on the screen */
    left: var(--_left, 8px);
    inline-size: var(--_width, 320px);
    max-block-size: min(344px, var(--_room, 50vh));
    margin: 0;
    padding: 4px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_elevation);
    font-size: var(--_small);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .emoji-option {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 40px;
    padding: 0 10px;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }

  .emoji-option:hover {
    background: var(--_hover);
  }

  .emoji-option.active {
    background: var(--_selected);
  }

  .emoji-option .native {
    font-size: 22px;
    line-height: 1;
  }

  .emoji-option .id {
    flex: none;
    max-inline-size: 60%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .emoji-option .name {
    flex: 1;
    min-inline-size: 0;
    color: var(--_text-muted);
    text-align: end;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    .emoji-option.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
