import type {} from 'entrenous/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

export const good: [SvelteHTMLElements['messages-button'], SvelteHTMLElements['messages-inbox']] = [
  { backend: 'https://messages.example', 'token-url': '/token', max: 9, class: 'bar-button' },
  {
    getToken: async () => 'token',
    'onmessages-sent': (event) => void (event.conversationId satisfies string),
  },
];

/** The elements that a template may have. */
type Name = 'messages-nothing' extends keyof {
  [K in keyof SvelteHTMLElements as string extends K ? never : K]: 1;
}
  ? 'anything'
  : 'known';
export const known: Name = 'known';

export const bad: [SvelteHTMLElements['messages-button'], SvelteHTMLElements['messages-inbox']] = [
  // @ts-expect-error A number is no address.
  { backend: 1 },
  // @ts-expect-error The event has no text.
  { 'onmessages-sent': (event) => void event.text },
];
