import { css, unsafeCSS } from 'lit';
import { palette } from './palette.ts';

/** `--_name: var(--messages-name, colour)` for each colour. */
function declare(colour: (light: string, dark: string) => string): string {
  return Object.entries(palette)
    .map(([name, [light, dark]]) => `--_${name}: var(--messages-${name}, ${colour(light, dark)});`)
    .join('\n');
}

/**
 * The private variables that all styles read, each with the public one a page may set.
 *
 * Dark or light follows the `color-scheme` of the page around, so that the elements never turn dark on a page that
 * stays light; the `theme` attribute overrides it. Browsers without `light-dark()` stay light.
 */
export const tokens = css`
  :host {
    ${unsafeCSS(declare((light) => light))}
    --_font: var(
      --messages-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'Helvetica Neue',
      sans-serif
    );
    /* 15 px, and larger where a person has set larger text: of the browser's medium size, whatever the page's root has. */
    --_font-size: var(--messages-font-size, max(0.9375em, 15px));
    --_small: 0.8667em;
    --_tiny: 0.8em;
    --_radius: var(--messages-radius, 12px);
    --_radius-small: calc(var(--_radius) * 2 / 3);
    --_box-radius: var(--messages-box-radius, 26px);
    --_bubble-radius: var(--messages-bubble-radius, 18px);
    --_elevation: 0 1px 2px var(--_shadow), 0 12px 32px -4px var(--_shadow);
    --_target: 36px;
    --_quick: 120ms ease-out;
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      ${unsafeCSS(declare((light, dark) => (light === dark ? light : `light-dark(${light}, ${dark})`)))}
    }
  }

  @media (pointer: coarse) {
    :host {
      --_target: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_quick: 0s;
    }
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='auto']) {
    color-scheme: light dark;
  }
`;
