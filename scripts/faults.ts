import { parseArgs } from 'node:util';
import { randomBytes } from 'node:crypto';
import { run } from '../test/faults/run.ts';

/** `npm run test:faults -- --messages 20000 --faults 200 --seed abc`: people write while everything fails; then it is compared. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: randomBytes(6).toString('hex') },
    messages: { type: 'string', default: '20000' },
    faults: { type: 'string', default: '200' },
  },
});

const report = await run({
  seed: values.seed,
  messages: Number(values.messages),
  faults: Number(values.faults),
  say: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(
  `\n${report.messages} messages stored in ${report.seconds.toFixed(0)} s; seed ${report.seed}\n`,
);
for (const [fault, count] of Object.entries(report.faults)) process.stdout.write(`  ${count} × ${fault}\n`);
for (const { invariant, what } of report.violations.slice(0, 50))
  process.stdout.write(`✗ ${invariant}: ${what}\n`);
process.stdout.write(`${report.violations.length} violations\n`);
process.exit(report.violations.length === 0 ? 0 : 1);
