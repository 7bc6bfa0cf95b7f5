import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 420px;
    min-inline-size: 0;
  }

  .frame {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
    border: var(--messages-inbox-border, 1px) solid var(--_border);
    border-radius: var(--messages-inbox-radius, 16px);
    overflow: hidden;
    background: var(--_surface);
  }

  .closed {
    justify-content: center;
  }

  .bar {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-end: 12px;
  }

  .panes {
    display: flex;
    flex: 1;
    min-block-size: 0;
  }

  .list {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }

  .columns .list {
    flex: none;
    inline-size: var(--messages-list-inline-size, clamp(320px, 32%, 360px));
    border-inline-end: 1px solid var(--_border);
  }

  .list > :is(conversation-list, recipient-picker, ooo-settings) {
    flex: 1;
  }

  .conversation {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: safe center;
    min-inline-size: 0;
    min-block-size: 0;
    /* Where there is no room for messages and box together, as at 400 % in the panel, both are scrolled to. */
    overflow: hidden auto;
  }

  .drop {
    position: absolute;
    inset: 8px;
    z-index: 3;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 12px;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_surface) 88%, var(--_accent));
    color: var(--_accent);
    font-weight: 600;
    pointer-events: none;
  }

  .drop svg {
    inline-size: 28px;
    block-size: 28px;
  }

  thread-view {
    flex: 1;
    min-block-size: 160px;
  }

  .banner,
  .failure {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    font-size: var(--_small);
  }

  .banner {
    border-block-end: 1px solid var(--_border);
    background: var(--_surface-muted);
    color: var(--_text-muted);
  }

  .absence {
    display: flex;
    flex: none;
    align-items: center;
    gap: 12px;
    padding-block: 6px;
    padding-inline: 20px 12px;
    border-block-end: 1px solid var(--_border);
    background: var(--_selected);
  }

  .absence p {
    flex: 1;
    min-inline-size: 0;
    font-weight: 500;
  }

  .absence svg {
    inline-size: 20px;
    block-size: 20px;
    color: var(--_accent);
  }

  .absence button {
    flex: none;
  }

  .absence-failure {
    display: block;
    color: var(--_danger);
    font-size: var(--_small);
  }

  .failure {
    background: var(--_danger-surface);
    color: var(--_danger);
  }

  .banner svg,
  .failure svg {
    inline-size: 18px;
    block-size: 18px;
  }
`;
