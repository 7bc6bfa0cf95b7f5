import { rmSync } from 'node:fs';
import { ensureBundle } from '../../bundle.ts';
import { ensureLib } from '../../lib.ts';
import { endLater } from '../ending.ts';
import { testFiles } from '../files.ts';
import { runNodeTests } from '../node-tests.ts';
import { INSTALLED, installPacked } from '../packed.ts';
import { note } from '../report.ts';
import type { Suite } from './suite.ts';

/** The npm package as somebody gets it who installs it: its contents, its types, and our examples built with it. */
export const packageSuite: Suite = {
  about: 'the packed npm package, and the examples in Chromium',
  files: testFiles.package,
  async run(files) {
    await ensureBundle();
    ensureLib();
    const { folder, packed } = installPacked();
    const remove = endLater(() => rmSync(folder, { recursive: true, force: true }));
    const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
    note(
      `${packed.files.length} files, ${kilobytes(packed.size)} packed, ${kilobytes(packed.unpackedSize)} unpacked`,
    );
    process.env[INSTALLED] = JSON.stringify({ folder, packed });
    try {
      await runNodeTests(files, { concurrency: 1 });
    } finally {
      delete process.env[INSTALLED];
      await remove();
    }
  },
};
