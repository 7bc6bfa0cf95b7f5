import { ThreadView } from './thread-view.ts';

ThreadView.define();
