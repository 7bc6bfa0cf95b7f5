import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_STATUS } from '../../src/protocol/errors.ts';
import { en } from '../../src/i18n/en.ts';
import { ROOT } from '../testing/files.ts';
import type { Check } from './check.ts';

const PAGE = 'docs/limits.md';

/** What one of a unit is, in that of the code: bytes and seconds. */
const UNITS: Readonly<Record<string, number>> = {
  MB: 1024 ** 2,
  KB: 1024,
  min: 60,
  h: 3600,
  d: 86_400,
};

/** What the names of constants say of their unit: milliseconds, minutes, hours, days. */
const NAMED_UNITS: readonly [RegExp, number][] = [
  [/_MS$/, 1 / 1000],
  [/MINUTES/, 60],
  [/HOURS/, 3600],
  [/DAYS/, 86_400],
];

/**
 * `docs/limits.md` is what the code does: each number is that of the constant it names, each refusal has the words that the page
 * shows, none is missing, and each test that is named is there.
 */
export const limits: Check = {
  name: 'docs/limits.md says what the code does',
  run() {
    const text = readFileSync(join(ROOT, PAGE), 'utf8');
    const lines = text.split('\n');
    return [
      ...lines.flatMap((line, i) =>
        [...wrongNumbers(line), ...missingTests(line)].map((it) => `${PAGE}:${i + 1}: ${it}`),
      ),
      ...wrongRefusals(lines).map((it) => `${PAGE}: ${it}`),
    ];
  },
};

/** Cells of a row, without the space around them. */
function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** A row that names a constant (`file#NAME`) says its value in the cell before. */
function wrongNumbers(line: string): string[] {
  const cells = cellsOf(line);
  return cells.flatMap((cell, i) => {
    const [, file = '', name = ''] = /^`([\w./-]+)#(\w+)`$/.exec(cell) ?? [];
    if (name === '') return [];
    const said = readValue(cells[i - 1] ?? '');
    const real = readConstant(file, name);
    if (real === undefined) return [`${file} has no constant ${name}`];
    return said === real ? [] : [`"${cells[i - 1]}" is not ${name} of ${file}, which is ${real}`];
  });
}

/** `25 MB`, `15 min`, `5,000 characters`: the first number, in bytes and seconds where it has such a unit. */
function readValue(cell: string): number | undefined {
  const [, number, unit = ''] = /^([\d,]+)(?: (\w+))?/.exec(cell) ?? [];
  return number === undefined ? undefined : Number(number.replaceAll(',', '')) * (UNITS[unit] ?? 1);
}

/** The value of a constant, or of a property that is written as a product of numbers. */
function readConstant(file: string, name: string): number | undefined {
  if (!existsSync(join(ROOT, file))) return undefined;
  const source = readFileSync(join(ROOT, file), 'utf8');
  const [, product] = new RegExp(`\\b${name}\\b(?:: number)?(?: =|:) ([\\d_ *]+)[;,\\n]`).exec(source) ?? [];
  if (product === undefined) return undefined;
  const value = product
    .split('*')
    .reduce((all, factor) => all * Number(factor.trim().replaceAll('_', '')), 1);
  return value * (NAMED_UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? 1);
}

/** A test is named by its file and a part of its name, as its source has it: `test/….ts` › name. */
export function missingTests(line: string): string[] {
  return [...line.matchAll(/`(test\/[\w./-]+\.ts)` › ([^|;]+)/g)].flatMap(([, file = '', part = '']) => {
    const path = join(ROOT, file);
    const words = part.trim();
    return existsSync(path) && readFileSync(path, 'utf8').includes(words)
      ? []
      : [`${file} has no test named "${words}"`];
  });
}

/** Every code of the protocol has a row with its status and the words of the page. */
function wrongRefusals(lines: readonly string[]): string[] {
  const rows = new Map(
    lines.flatMap((line) => {
      const [code = '', status, words] = cellsOf(line);
      const [, name] = /^`([a-z-]+)`$/.exec(code) ?? [];
      return name === undefined ? [] : [[name, { status, words }] as const];
    }),
  );
  return [
    ...Object.entries(ERROR_STATUS).flatMap(([code, status]) => {
      const row = rows.get(code);
      const words = en.failures[code as keyof typeof ERROR_STATUS];
      if (!row) return [`the refusal "${code}" is missing`];
      if (row.status !== String(status)) return [`"${code}" has the status ${status}`];
      return row.words === words ? [] : [`"${code}" is shown as: ${words}`];
    }),
    ...[...rows.keys()]
      .filter((code) => !(code in ERROR_STATUS))
      .map((code) => `there is no refusal "${code}"`),
  ];
}
