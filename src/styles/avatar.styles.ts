import { css, unsafeCSS } from 'lit';
import { avatarHues } from './palette.ts';

const hues = avatarHues
  .map(
    ([ground, text, darkGround, darkText], i) => `
      .avatar[data-hue='${i}'] { background: ${ground}; color: ${text}; }
      @supports (color: light-dark(#000, #fff)) {
        .avatar[data-hue='${i}'] {
          background: light-dark(${ground}, ${darkGround});
          color: light-dark(${text}, ${darkText});
        }
      }`,
  )
  .join('\n');

/** A person's circle with initials. */
export const avatarStyles = css`
  .avatar {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    font-size: 15px;
    font-weight: 600;
    letter-spacing: 0.02em;
    line-height: 1;
    overflow: hidden;
    user-select: none;
  }

  .avatar.small {
    inline-size: 36px;
    block-size: 36px;
    font-size: 13px;
  }

  ${unsafeCSS(hues)}

  @media (forced-colors: active) {
    .avatar {
      border: 1px solid CanvasText;
    }
  }
`;
