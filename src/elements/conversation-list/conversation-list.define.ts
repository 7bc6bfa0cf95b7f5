import { ConversationList } from './conversation-list.ts';

ConversationList.define();
