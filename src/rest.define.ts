/** Registers the elements that `define.ts` does not register at once. */
import { MessagesInbox } from './elements/messages-inbox/messages-inbox.ts';
import { MessagesSignIn } from './elements/messages-sign-in/messages-sign-in.ts';
import { MessagingFeatures } from './elements/messaging-features/messaging-features.ts';

// Before what may stand inside it: who is there first asks in vain.
MessagesSignIn.define();
// With it, all that stands inside: the list, the search for a recipient, the thread and the composer.
MessagesInbox.define();
MessagingFeatures.define();
