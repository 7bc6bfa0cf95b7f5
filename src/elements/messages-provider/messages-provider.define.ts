import { MessagesProvider } from './messages-provider.ts';

MessagesProvider.define();
