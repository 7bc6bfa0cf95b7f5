import { MessageComposer } from './message-composer.ts';

MessageComposer.define();
