// Made by `npm run analyze` from the comments of the elements.
import type { MessagesButton, MessagesInbox, ConversationList, MessageComposer, MessagesProvider, MessagesSignIn, MessagingFeatures, OooSettings, RecipientPicker, ThreadView, ConversationSelectedEvent, EditRequestedEvent, NewMessageEvent, OpenChangedEvent, OutOfOfficeClosedEvent, OutOfOfficeRequestedEvent, RecipientCancelledEvent, RecipientSelectedEvent, SentEvent } from '../lib/src/index.js';

type Settable<E, Name extends keyof E> = { [N in Name]?: E[N] | undefined };

/** The attributes of `<messages-button>`. */
export interface MessagesButtonAttributes {
  /** Where the button leads instead of opening the panel. */
  'href'?: MessagesButton['href'] | undefined;
  /** The largest number that the badge shows; above it, the number and a plus sign. */
  'max'?: MessagesButton['max'] | undefined;
  /** Whether the button opens nothing by itself, because the page listens to its `click`. */
  'no-panel'?: MessagesButton['noPanel'] | undefined;
  /** Whether the panel is open. */
  'open'?: MessagesButton['open'] | undefined;
  /** The backend's URL, without `/v1`. */
  'backend'?: MessagesButton['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: MessagesButton['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: MessagesButton['theme'] | undefined;
}

/** The properties of `<messages-button>`. */
export type MessagesButtonProperties = Settable<MessagesButton, 'href' | 'max' | 'noPanel' | 'open' | 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<messages-button>`. */
export interface MessagesButtonEvents {
  /** The person has opened or closed the panel. */
  'messages-open-changed': OpenChangedEvent;
}

/** The attributes of `<messages-inbox>`. */
export interface MessagesInboxAttributes {
  /** Whether list and conversation stand side by side: `columns`, `single`, or `auto` by the element's width. */
  'layout'?: MessagesInbox['layout'] | undefined;
  /** The id of the open conversation; follows what the person chooses. */
  'conversation'?: MessagesInbox['conversation'] | undefined;
  /** Which key sends; see the composer. */
  'send-key'?: MessagesInbox['sendKey'] | undefined;
  /** The backend's URL, without `/v1`. */
  'backend'?: MessagesInbox['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: MessagesInbox['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: MessagesInbox['theme'] | undefined;
}

/** The properties of `<messages-inbox>`. */
export type MessagesInboxProperties = Settable<MessagesInbox, 'layout' | 'conversation' | 'sendKey' | 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<messages-inbox>`. */
export interface MessagesInboxEvents {
  /** The person has opened a conversation. */
  'messages-conversation-selected': ConversationSelectedEvent;
  /** The person has sent a message. */
  'messages-sent': SentEvent;
}

/** The attributes of `<conversation-list>`. */
export interface ConversationListAttributes {
  /** The id of the conversation that is open beside the list. */
  'selected'?: ConversationList['selected'] | undefined;
  /** The backend's URL, without `/v1`. */
  'backend'?: ConversationList['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: ConversationList['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: ConversationList['theme'] | undefined;
}

/** The properties of `<conversation-list>`. */
export type ConversationListProperties = Settable<ConversationList, 'selected' | 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<conversation-list>`. */
export interface ConversationListEvents {
  /** The person has chosen a conversation. */
  'messages-conversation-selected': ConversationSelectedEvent;
  /** The person wants to write to somebody. */
  'messages-new-message': NewMessageEvent;
  /** The person has asked for the out-of-office settings. */
  'messages-out-of-office-requested': OutOfOfficeRequestedEvent;
}

/** The attributes of `<message-composer>`. */
export interface MessageComposerAttributes {
  /** The id of the conversation to write in. */
  'conversation'?: MessageComposer['conversation'] | undefined;
  /** Which key sends: `shift-enter`, `enter`, or `mod-enter` for Ctrl or Command. */
  'send-key'?: MessageComposer['sendKey'] | undefined;
  /** The backend's URL, without `/v1`. */
  'backend'?: MessageComposer['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: MessageComposer['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: MessageComposer['theme'] | undefined;
}

/** The properties of `<message-composer>`. */
export type MessageComposerProperties = Settable<MessageComposer, 'conversation' | 'sendKey' | 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<message-composer>`. */
export interface MessageComposerEvents {
  /** The person has sent a message. */
  'messages-sent': SentEvent;
}

/** The attributes of `<messages-provider>`. */
export interface MessagesProviderAttributes {
  /** The backend's URL, without `/v1`. */
  'backend'?: MessagesProvider['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: MessagesProvider['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: MessagesProvider['theme'] | undefined;
}

/** The properties of `<messages-provider>`. */
export type MessagesProviderProperties = Settable<MessagesProvider, 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<messages-provider>`. */
export interface MessagesProviderEvents {
}

/** The attributes of `<messages-sign-in>`. */
export interface MessagesSignInAttributes {
  /** The practice's id. */
  'practice'?: MessagesSignIn['practice'] | undefined;
  /** The backend's URL, without `/v1`. */
  'backend'?: MessagesSignIn['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: MessagesSignIn['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: MessagesSignIn['theme'] | undefined;
}

/** The properties of `<messages-sign-in>`. */
export type MessagesSignInProperties = Settable<MessagesSignIn, 'practice' | 'fetch' | 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<messages-sign-in>`. */
export interface MessagesSignInEvents {
}

/** The attributes of `<messaging-features>`. */
export interface MessagingFeaturesAttributes {
  /** The backend's URL, without `/v1`. */
  'backend'?: MessagingFeatures['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: MessagingFeatures['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: MessagingFeatures['theme'] | undefined;
}

/** The properties of `<messaging-features>`. */
export type MessagingFeaturesProperties = Settable<MessagingFeatures, 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<messaging-features>`. */
export interface MessagingFeaturesEvents {
}

/** The attributes of `<ooo-settings>`. */
export interface OooSettingsAttributes {
  /** The backend's URL, without `/v1`. */
  'backend'?: OooSettings['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: OooSettings['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: OooSettings['theme'] | undefined;
}

/** The properties of `<ooo-settings>`. */
export type OooSettingsProperties = Settable<OooSettings, 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<ooo-settings>`. */
export interface OooSettingsEvents {
  /** The person has gone back. */
  'messages-out-of-office-closed': OutOfOfficeClosedEvent;
}

/** The attributes of `<recipient-picker>`. */
export interface RecipientPickerAttributes {
  /** The backend's URL, without `/v1`. */
  'backend'?: RecipientPicker['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: RecipientPicker['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: RecipientPicker['theme'] | undefined;
}

/** The properties of `<recipient-picker>`. */
export type RecipientPickerProperties = Settable<RecipientPicker, 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<recipient-picker>`. */
export interface RecipientPickerEvents {
  /** The person has chosen somebody. */
  'messages-recipient-selected': RecipientSelectedEvent;
  /** The person has gone back without choosing. */
  'messages-recipient-cancelled': RecipientCancelledEvent;
}

/** The attributes of `<thread-view>`. */
export interface ThreadViewAttributes {
  /** The id of the conversation to show. */
  'conversation'?: ThreadView['conversation'] | undefined;
  /** The backend's URL, without `/v1`. */
  'backend'?: ThreadView['backend'] | undefined;
  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  'token-url'?: ThreadView['tokenUrl'] | undefined;
  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  'theme'?: ThreadView['theme'] | undefined;
}

/** The properties of `<thread-view>`. */
export type ThreadViewProperties = Settable<ThreadView, 'conversation' | 'backend' | 'tokenUrl' | 'theme' | 'getToken' | 'session'>;

/** The events of `<thread-view>`. */
export interface ThreadViewEvents {
  /** The person wants to go on editing a message that was not sent. */
  'messages-edit-requested': EditRequestedEvent;
}
