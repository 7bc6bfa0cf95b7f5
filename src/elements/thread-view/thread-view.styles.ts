import { css } from 'lit';

import { rowStyles } from './thread-rows.styles.ts';

export const styles = [
  rowStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      block-size: 100%;
      min-block-size: 0;
      min-inline-size: 0;
      background: var(--_surface);
    }

    .header {
      display: flex;
      flex: none;
      align-items: center;
      gap: 12px;
      min-block-size: 64px;
      padding: 8px 16px;
      border-block-end: 1px solid var(--_border);
    }

    .who {
      flex: 1;
      min-inline-size: 0;
      line-height: 1.3;
    }

    h2 {
      display: flex;
      font-weight: 650;
      white-space: nowrap;
    }

    h2 span {
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }

    .kind {
      color: var(--_text-muted);
      font-size: var(--_small);
    }

    .stage {
      position: relative;
      flex: 1;
      min-block-size: 0;
    }

    .log {
      block-size: 100%;
      overflow: auto;
      overflow-anchor: none;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--_border) transparent;
    }

    .log:focus-visible {
      outline-offset: -2px;
    }

    .content {
      display: flex;
      flex-direction: column;
      justify-content: flex-end;
      min-block-size: 100%;
      max-inline-size: 880px;
      margin-inline: auto;
      padding: 16px 16px 12px;
    }

    .skeleton {
      flex: 1;
      justify-content: flex-end;
    }

    .top {
      min-block-size: 32px;
      color: var(--_text-muted);
      font-size: var(--_small);
      text-align: center;
    }

    .beginning {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 8px;
      padding: 8px 24px;
      text-wrap: balance;
      overflow-wrap: anywhere;
    }

    .beginning svg {
      inline-size: 20px;
      block-size: 20px;
      color: var(--_accent);
    }

    .jump {
      position: absolute;
      inset-block-end: 12px;
      inset-inline-end: 20px;
      min-inline-size: 44px;
      min-block-size: 44px;
      padding: 0 10px;
      border-color: var(--_border);
      background: var(--_surface-raised);
      color: var(--_accent);
      font-weight: 600;
      box-shadow: 0 2px 10px var(--_shadow);
    }

    .jump svg {
      inline-size: 20px;
      block-size: 20px;
    }

    .notice {
      margin-block: auto;
    }
  `,
];
