// Loaded into a server before everything else: lets it die at one of its questions to the database, before the question is
// asked or after it was answered. `SIGUSR2` arms it with what stands in the file of TEST_CRASH: how many questions it has left,
// and at which side of the last one it dies.
import { readFileSync } from 'node:fs';
import pg from 'pg';

let left = Infinity;
let side = 'before';

process.on('SIGUSR2', () => {
  const armed = JSON.parse(readFileSync(process.env.TEST_CRASH, 'utf8'));
  left = armed.questions;
  side = armed.side;
});

const die = () => process.kill(process.pid, 'SIGKILL');
const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (...args) {
  left -= 1;
  if (left > 0) return query.apply(this, args);
  if (side === 'before') die();
  // A pool passes a callback, everybody else waits for a promise.
  if (typeof args.at(-1) === 'function') return query.apply(this, [...args.slice(0, -1), die]);
  const answer = query.apply(this, args);
  answer.then(die, die);
  return answer;
};
