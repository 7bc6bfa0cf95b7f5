// Made by `npm run analyze` from the comments of the elements.
import type { JSX } from 'solid-js';
import type { MessagesButton, MessagesInbox, ConversationList, MessageComposer, MessagesProvider, MessagesSignIn, MessagingFeatures, OooSettings, RecipientPicker, ThreadView } from '../lib/src/index.js';
import type { MessagesButtonAttributes, MessagesButtonProperties, MessagesButtonEvents, MessagesInboxAttributes, MessagesInboxProperties, MessagesInboxEvents, ConversationListAttributes, ConversationListProperties, ConversationListEvents, MessageComposerAttributes, MessageComposerProperties, MessageComposerEvents, MessagesProviderAttributes, MessagesProviderProperties, MessagesProviderEvents, MessagesSignInAttributes, MessagesSignInProperties, MessagesSignInEvents, MessagingFeaturesAttributes, MessagingFeaturesProperties, MessagingFeaturesEvents, OooSettingsAttributes, OooSettingsProperties, OooSettingsEvents, RecipientPickerAttributes, RecipientPickerProperties, RecipientPickerEvents, ThreadViewAttributes, ThreadViewProperties, ThreadViewEvents } from './elements.js';

type Tag<E extends HTMLElement, Attributes, Properties, Events> = Omit<
  JSX.HTMLAttributes<E>,
  keyof Properties
> &
  Properties & { [Name in keyof Properties & string as `prop:${Name}`]?: Properties[Name] } & {
    [Name in keyof Attributes & string as `attr:${Name}`]?: Attributes[Name];
  } & { [Name in keyof Events & string as `on:${Name}`]?: (event: Events[Name]) => void };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'messages-button': Tag<MessagesButton, MessagesButtonAttributes, MessagesButtonProperties, MessagesButtonEvents>;
      'messages-inbox': Tag<MessagesInbox, MessagesInboxAttributes, MessagesInboxProperties, MessagesInboxEvents>;
      'conversation-list': Tag<ConversationList, ConversationListAttributes, ConversationListProperties, ConversationListEvents>;
      'message-composer': Tag<MessageComposer, MessageComposerAttributes, MessageComposerProperties, MessageComposerEvents>;
      'messages-provider': Tag<MessagesProvider, MessagesProviderAttributes, MessagesProviderProperties, MessagesProviderEvents>;
      'messages-sign-in': Tag<MessagesSignIn, MessagesSignInAttributes, MessagesSignInProperties, MessagesSignInEvents>;
      'messaging-features': Tag<MessagingFeatures, MessagingFeaturesAttributes, MessagingFeaturesProperties, MessagingFeaturesEvents>;
      'ooo-settings': Tag<OooSettings, OooSettingsAttributes, OooSettingsProperties, OooSettingsEvents>;
      'recipient-picker': Tag<RecipientPicker, RecipientPickerAttributes, RecipientPickerProperties, RecipientPickerEvents>;
      'thread-view': Tag<ThreadView, ThreadViewAttributes, ThreadViewProperties, ThreadViewEvents>;
    }
  }
}
