import { MessagesInbox } from './messages-inbox.ts';

MessagesInbox.define();
