import type { Check } from './check.ts';
import { ourSources } from './sources.ts';

/** We aim at 300 lines; at 400 a file is two things. */
const MOST_LINES = 400;

export const fileSizes: Check = {
  name: `no source file has more than ${MOST_LINES} lines`,
  run: () =>
    ourSources((path) => /\.(?:ts|js|cjs|css|html)$/.test(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > MOST_LINES)
      .map(({ path, lines }) => `${path}: ${lines} lines; split it by what each part is responsible for`),
};
