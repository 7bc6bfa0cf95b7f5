import { MessagesButton } from './messages-button.ts';

MessagesButton.define();
