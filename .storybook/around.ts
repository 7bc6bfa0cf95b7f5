import type { Decorator } from '@storybook/web-components-vite';
import contrast from '../themes/contrast.css?url';
import dense from '../themes/dense.css?url';

const LOOKS: Readonly<Record<string, string | undefined>> = { dense, contrast };
/** Everything grows with the text. */
const DENSITIES: Readonly<Record<string, string | undefined>> = { dense: '13px', large: '19px' };

/** Does to the page what the toolbar says: as a portal would, from outside the elements. */
export const around: Decorator = (story, { globals, tags }) => {
  const { theme, language, direction, look, density } = globals as Record<string, string>;
  const root = document.documentElement;
  root.lang = language ?? 'en';
  root.dir =
    direction === 'auto' || direction === undefined ? (language === 'ar' ? 'rtl' : 'ltr') : direction;
  root.style.colorScheme = theme === 'dark' ? 'dark' : 'light';
  root.style.setProperty('--messages-font-size', DENSITIES[density ?? ''] ?? null);
  root.classList.toggle('phone', tags.includes('phone'));
  wear(LOOKS[look ?? '']);
  return story();
};

/** Puts on the style sheet of a theme, as `<link rel="stylesheet">` does in a portal. */
function wear(href: string | undefined): void {
  const worn = document.querySelector<HTMLLinkElement>('link[data-look]');
  if (worn?.getAttribute('href') === (href ?? null)) return;
  worn?.remove();
  if (href === undefined) return;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
  link.dataset.look = '';
  document.head.append(link);
}
