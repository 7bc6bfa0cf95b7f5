/**
 * Something that keeps the server from starting and that the person who started it can put right. The message says
 * what and how; it is shown without a stack.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
