import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './files.ts';

/** What `npm pack` says of a tarball. */
export interface Packed {
  filename: string;
  /** Bytes of the tarball, and of what is in it. */
  size: number;
  unpackedSize: number;
  files: { path: string; size: number }[];
}

/** The folder in which the package is installed, and its tarball, for the processes of the tests. */
export const INSTALLED = 'TEST_INSTALLED_PACKAGE';

/**
 * Packs the package as for its registry, and installs it into a new folder. What it needs is linked from our own `node_modules`, so
 * that nothing is downloaded: only what its manifest declares, so that what it forgot to declare is missing there.
 */
export function installPacked(): { folder: string; packed: Packed } {
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-package-'));
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' })) as [Packed];
  execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
  mkdirSync(join(folder, 'node_modules'));
  renameSync(join(folder, 'package'), join(folder, 'node_modules', 'entrenous'));
  const manifest = JSON.parse(
    readFileSync(join(folder, 'node_modules', 'entrenous', 'package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> };
  link(folder, Object.keys(manifest.dependencies));
  return { folder, packed };
}

/** Adds packages of ours to a folder, as an install would; what is there already stays. */
export function link(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), path, 'junction');
  }
}
