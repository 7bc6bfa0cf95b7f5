import { css } from 'lit';

export const recordStyles = css`
  .record fieldset {
    display: grid;
    gap: 4px;
    margin: 16px 0 0;
    padding: 0;
    border: 0;
  }

  .record label {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: max(36px, var(--_target));
    overflow-wrap: anywhere;
  }

  .record input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    /* Its outline has the same shape. */
    border-radius: 50%;
    accent-color: var(--_accent);
  }

  .record label:has(:disabled) {
    color: var(--_text-muted);
  }

  .record .primary[aria-disabled='true'],
  .record .primary[aria-disabled='true']:hover {
    background: var(--_hover);
    color: var(--_text-muted);
    cursor: default;
  }

  .record .preparing:empty {
    display: none;
  }

  .record .preparing {
    margin-block-start: 12px;
  }
`;
