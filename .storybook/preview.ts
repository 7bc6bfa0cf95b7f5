import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import '../src/define.ts';
import './preview.css';
import { shown } from '../stories/scene.ts';
import { settled } from '../stories/settled.ts';
import { around } from './around.ts';
import { DocsPage } from './docs-page.ts';

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    docs: { page: DocsPage },
    controls: { expanded: true, exclude: ['session', 'getToken', 'backend', 'token-url', 'tokenUrl'] },
    options: {
      storySort: { order: ['Situations', 'Theming', 'Elements'] },
    },
  },
  initialGlobals: { theme: 'light', direction: 'auto', language: 'en', look: 'calm', density: 'usual' },
  globalTypes: {
    theme: toolbar('Theme', 'mirror', { light: 'Light', dark: 'Dark' }),
    look: toolbar('Look', 'paintbrush', {
      calm: 'Calm (the default)',
      dense: 'Dense and square',
      contrast: 'High contrast',
    }),
    language: toolbar('Language', 'globe', {
      en: 'English',
      es: 'Español',
      fr: 'Français',
      de: 'Deutsch',
      ar: 'العربية',
      'zh-Hans': '简体中文',
    }),
    density: toolbar('Density', 'component', {
      dense: 'Dense',
      usual: 'As it comes',
      large: 'Large',
    }),
    direction: toolbar('Direction', 'transfer', {
      auto: 'As the language is written',
      ltr: 'Left to right',
      rtl: 'Right to left',
    }),
  },
  decorators: [around],
  // Before the accessibility checks of the addon, which run after it.
  afterEach: async (context) => {
    if ('stage' in context.loaded) await settled(context.canvasElement, shown(context));
  },
};

export default preview;

type Icon = 'mirror' | 'paintbrush' | 'globe' | 'component' | 'transfer';

function toolbar(title: string, icon: Icon, items: Readonly<Record<string, string>>) {
  return {
    description: title,
    toolbar: {
      title,
      icon,
      dynamicTitle: true,
      items: Object.entries(items).map(([value, label]) => ({ value, title: label })),
    },
  };
}
