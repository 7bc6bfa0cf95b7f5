import { css } from 'lit';

/** A file's name on one line, cut in the middle. */
export const fileNameStyles = css`
  .file-name {
    display: inline-flex;
    min-inline-size: 0;
    max-inline-size: 100%;
    font-weight: 600;
    vertical-align: bottom;
  }

  .file-name .stem {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }

  .file-name .ending {
    flex: none;
    white-space: pre;
  }
`;
