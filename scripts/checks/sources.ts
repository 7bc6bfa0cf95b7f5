import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, filesBelow } from '../testing/files.ts';

/** A text file of the repository. */
export interface Source {
  /** From the root, with slashes. */
  path: string;
  text: string;
}

/** The files that are ours, without what is generated or installed: those that git tracks or would take. */
export function ourFiles(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)));
  } catch {
    // An unpacked archive has no git, or git does not trust a folder of somebody else's.
    return ['src', 'server', 'demo', 'test', 'scripts', 'stories', 'docs', 'bench', '.ci'].flatMap(
      filesBelow,
    );
  }
}

/** Our files whose paths fit, with their text. */
export function ourSources(fits: (path: string) => boolean): Source[] {
  return ourFiles()
    .filter(fits)
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

/** Every line that a pattern matches, as `path:line: why`. */
export function linesMatching({ path, text }: Source, pattern: RegExp, why: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${why}`] : []));
}
