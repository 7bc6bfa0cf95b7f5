import { MessagesSignIn } from './messages-sign-in.ts';

MessagesSignIn.define();
