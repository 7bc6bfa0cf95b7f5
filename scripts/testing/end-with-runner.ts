/**
 * Loaded into every process of node:test: one that is told to end exits in good order, so that its `exit` handlers stop what it
 * has started (a PostgreSQL of its own, a demo). Without a handler a signal would end it on the spot.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

export {};
