import type { Session, SessionOptions } from './types.ts';
import type { Environment } from './environment.ts';
export interface OwnedSession extends Session {
  flushed(): Promise<void>;
}
export function createSession(_options: SessionOptions, _environment?: Environment): OwnedSession {
  throw new Error('in the making');
}
