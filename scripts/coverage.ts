import { spawnSync } from 'node:child_process';
import { preparePgliteDump } from './pglite-dump.ts';

/** Runs the browser tests and says how much of `src/` they reach; the lines are in `coverage/lcov.info`. */
await preparePgliteDump();
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'node_modules/@web/test-runner/dist/bin.js', '--coverage'],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
