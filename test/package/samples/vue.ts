import type {} from 'entrenous/vue';
import type { GlobalComponents } from 'vue';

/** What a template may say of an element. */
type Props<Name extends keyof GlobalComponents> = InstanceType<GlobalComponents[Name]>['$props'];

export const good: [Props<'messages-button'>, Props<'messages-inbox'>] = [
  { backend: 'https://messages.example', 'token-url': '/token', max: 9, class: 'bar-button' },
  {
    getToken: async () => 'token',
    sendKey: 'enter',
    'onMessages-sent': (event) => void (event.conversationId satisfies string),
  },
];

export const bad: [Props<'messages-button'>, Props<'messages-inbox'>] = [
  // @ts-expect-error A number is no address.
  { backend: 1 },
  // @ts-expect-error The event has no text.
  { 'onMessages-sent': (event) => void event.text },
];

// @ts-expect-error There is no such element.
export type None = GlobalComponents['messages-nothing'];
