/** What people do in the elements, as a page hears of it: ids and counts, never text or names. */
export * from './conversation-selected.ts';
export * from './edit-requested.ts';
export * from './new-message.ts';
export * from './open-changed.ts';
export * from './out-of-office-closed.ts';
export * from './out-of-office-requested.ts';
export * from './recipient-cancelled.ts';
export * from './recipient-selected.ts';
export * from './sent.ts';
