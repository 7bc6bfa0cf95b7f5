/** Everything public. Importing it changes nothing on the page; `define.ts` registers the elements. */
export { ConversationList } from './elements/conversation-list/conversation-list.ts';
export { MessageComposer } from './elements/message-composer/message-composer.ts';
export type { SendKey } from './elements/message-composer/send-key.ts';
export { MessagesButton } from './elements/messages-button/messages-button.ts';
export { MessagesInbox } from './elements/messages-inbox/messages-inbox.ts';
export { MessagesProvider } from './elements/messages-provider/messages-provider.ts';
export { MessagesSignIn } from './elements/messages-sign-in/messages-sign-in.ts';
export { MessagingFeatures } from './elements/messaging-features/messaging-features.ts';
export { OooSettings } from './elements/ooo-settings/ooo-settings.ts';
export { RecipientPicker } from './elements/recipient-picker/recipient-picker.ts';
export { ThreadView } from './elements/thread-view/thread-view.ts';
export * from './events/index.ts';
export {
  addLanguage,
  en,
  overrideWords,
  plural,
  type PluralForms,
  type WordOverrides,
  type Words,
} from './i18n/index.ts';
export { configure, type PageSettings } from './state/page-settings.ts';
export { createSession } from './state/session.ts';
export type * from './state/types.ts';
