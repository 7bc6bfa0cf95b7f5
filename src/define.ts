/** Registers every element: the script-tag entry. */
import { MessagesButton } from './elements/messages-button/messages-button.ts';
import { MessagesInbox } from './elements/messages-inbox/messages-inbox.ts';
import { MessagesProvider } from './elements/messages-provider/messages-provider.ts';

MessagesProvider.define();
MessagesButton.define();
// With it, all that stands inside: the list, the search for a recipient, the thread and the composer.
MessagesInbox.define();
