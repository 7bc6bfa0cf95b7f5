import { MessagesButton } from './elements/messages-button/messages-button.ts';
import { MessagesProvider } from './elements/messages-provider/messages-provider.ts';
import { whenNeeded } from './when-needed.ts';

/**
 * Registers every element. The button and the provider are there at once; the others are most of the code, and come when
 * a page has one of them.
 */
export function register(): void {
  MessagesProvider.define();
  MessagesButton.define();
  whenNeeded(
    [
      'messages-inbox',
      'conversation-list',
      'recipient-picker',
      'thread-view',
      'message-composer',
      'messaging-features',
      'ooo-settings',
      'messages-sign-in',
    ],
    [MessagesProvider.tag, MessagesButton.tag],
    () => import('./rest.define.ts'),
  );
}
