/** What is on the wire, and nothing else. Both sides import it, so they cannot disagree. */
export * from './audit.ts';
export * from './conversations.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './files.ts';
export * from './ids.ts';
export * from './limits.ts';
export * from './messages.ts';
export * from './out-of-office.ts';
export * from './paths.ts';
export * from './people.ts';
export * from './portal.ts';
export * from './practice.ts';
export * from './sign-in.ts';
export * from './version.ts';
export * from './presence.ts';
