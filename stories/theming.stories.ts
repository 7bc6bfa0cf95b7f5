import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import manifest from '../custom-elements.json' with { type: 'json' };
import { find } from './reach.ts';
import { shown, type Shown } from './scene.ts';
import { riverside } from './scenes.ts';
import './theming.css';

const meta: Meta = { title: 'Theming', parameters: { controls: { disable: true } }, tags: ['!autodocs'] };
export default meta;

/** What the manifest says of an element, as far as it is shown here. */
interface Declaration {
  tagName?: string;
  cssProperties?: { name: string; description?: string; default?: string }[];
  cssParts?: { name: string; description?: string }[];
}

const elements = (manifest.modules as { declarations: Declaration[] }[])
  .flatMap(({ declarations }) => declarations)
  .filter(({ tagName }) => tagName !== undefined);

/** Each variable once, whichever elements name it. */
const variables = [
  ...new Map(
    elements.flatMap(({ cssProperties = [] }) => cssProperties).map((variable) => [variable.name, variable]),
  ).values(),
].sort((a, b) => a.name.localeCompare(b.name));

const COLOUR = /^(#|rgb)/;

function inbox({ session, conversation }: Shown): TemplateResult {
  return html`<div class="stage">
    <messages-button .session=${session}></messages-button>
    <messages-inbox layout="columns" .session=${session} conversation=${conversation ?? ''}></messages-inbox>
  </div>`;
}

/** Changes a variable on the page, as a portal's style sheet does. */
function set(name: string, value: string): void {
  if (value === '') document.documentElement.style.removeProperty(name);
  else document.documentElement.style.setProperty(name, value);
}

/** Every public variable beside the real thing: change one and watch. */
export const Variables: StoryObj = {
  loaders: [riverside('maya')],
  beforeEach: () => () => {
    for (const { name } of variables) set(name, '');
  },
  render: (_args, context) =>
    html`<div class="theming">
      <section class="table" aria-label="Variables">
        <h1>Variables</h1>
        <p>Set them on <code>:root</code>, or on any element around ours.</p>
        <dl>
          ${variables.map(
            ({ name, description, default: initial = '' }) =>
              html`<div class="row">
                <dt>
                  <label for=${name}><code>${name}</code></label>
                </dt>
                <dd>
                  <input
                    id=${name}
                    type=${/^#[0-9a-f]{6}$/i.test(initial) ? 'color' : 'text'}
                    value=${initial}
                    placeholder=${COLOUR.test(initial) ? '' : initial}
                    @input=${(event: Event) => set(name, (event.target as HTMLInputElement).value)}
                  />
                  <span>${description}</span>
                </dd>
              </div>`,
          )}
        </dl>
      </section>
      ${inbox(shown(context))}
    </div>`,
};

/** Shows where a part is: the first one on the page that has its name. */
function outline(canvas: Element | null, tag: string, part: string, on: boolean): void {
  const owner = canvas && find(canvas, tag);
  const found = owner?.shadowRoot && find(owner.shadowRoot, `[part~="${part}"]`);
  if (found) found.style.outline = on ? '3px solid magenta' : '';
}

/** Every part of every element: point at one and see where it is, if it is there now. */
export const Parts: StoryObj = {
  ...Variables,
  render: (_args, context) => {
    const canvas = () => document.querySelector('.stage');
    return html`<div class="theming">
      <section class="table" aria-label="Parts">
        <h1>Parts</h1>
        <p>Style them with <code>::part()</code> where variables are not enough.</p>
        ${elements
          .filter(({ cssParts = [] }) => cssParts.length > 0)
          .map(
            ({ tagName = '', cssParts = [] }) =>
              html`<h2><code>${tagName}</code></h2>
                <dl>
                  ${cssParts.map(
                    ({ name, description }) =>
                      html`<div
                        class="row"
                        tabindex="0"
                        @pointerenter=${() => outline(canvas(), tagName, name, true)}
                        @pointerleave=${() => outline(canvas(), tagName, name, false)}
                        @focus=${() => outline(canvas(), tagName, name, true)}
                        @blur=${() => outline(canvas(), tagName, name, false)}
                      >
                        <dt><code>${name}</code></dt>
                        <dd>${description}</dd>
                      </div>`,
                  )}
                </dl>`,
          )}
      </section>
      ${inbox(shown(context))}
    </div>`;
  },
};

/** The three looks that come as style sheets in `themes/`. */
export const Calm: StoryObj = { ...Variables, render: (_args, context) => inbox(shown(context)) };
export const Dense: StoryObj = { ...Calm, globals: { look: 'dense' } };
export const HighContrast: StoryObj = { ...Calm, globals: { look: 'contrast' } };
export const CalmDark: StoryObj = { ...Calm, globals: { theme: 'dark' } };
export const DenseDark: StoryObj = { ...Dense, globals: { look: 'dense', theme: 'dark' } };
export const HighContrastDark: StoryObj = { ...Calm, globals: { look: 'contrast', theme: 'dark' } };
