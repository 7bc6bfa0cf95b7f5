import { testFiles } from '../files.ts';
import { endLater } from '../ending.ts';
import { runNodeTests } from '../node-tests.ts';
import type { Suite } from './suite.ts';

/** The backend and everything else that runs in Node, on one real PostgreSQL for the whole suite. */
export const server: Suite = {
  about: 'node:test on PostgreSQL',
  busy: true,
  files: testFiles.server,
  async run(files) {
    const { startPostgres } = await import('../../../test/helpers/postgres.ts');
    const postgres = await startPostgres();
    const stop = endLater(() => postgres.stop());
    process.env.TEST_DATABASE_URL = postgres.url;
    try {
      await runNodeTests(files);
    } finally {
      delete process.env.TEST_DATABASE_URL;
      await stop();
    }
  },
};
