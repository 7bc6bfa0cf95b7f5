import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { link } from '../../scripts/testing/packed.ts';
import { installed } from './helpers/installed.ts';

const run = promisify(execFile);

/** The samples say what must compile, and by `@ts-expect-error` what must not. */
const SAMPLES: Record<string, { file: string; needs: string[]; jsx?: object }> = {
  TypeScript: { file: 'plain.ts', needs: ['@types/node'] },
  'React 19': {
    file: 'react.tsx',
    needs: ['react', '@types/react'],
    jsx: { jsx: 'react-jsx' },
  },
  Vue: { file: 'vue.ts', needs: ['vue'] },
  Svelte: { file: 'svelte.ts', needs: ['svelte'] },
  Solid: {
    file: 'solid.tsx',
    needs: ['solid-js'],
    jsx: { jsx: 'preserve', jsxImportSource: 'solid-js' },
  },
};

describe('the elements’ types', () => {
  const { folder } = installed();
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );

  before(() =>
    link(
      folder,
      Object.values(SAMPLES).flatMap(({ needs }) => needs),
    ),
  );

  for (const [framework, { file, jsx = {} }] of Object.entries(SAMPLES)) {
    it(`hold what they should in ${framework}`, async () => {
      const place = join(folder, `types-${file.replace('.', '-')}`);
      await mkdir(place);
      await cp(join(import.meta.dirname, 'samples', file), join(place, file));
      const compilerOptions = {
        ...{
          target: 'es2022',
          lib: ['es2023', 'dom', 'dom.iterable', 'esnext.disposable'],
          module: 'nodenext',
        },
        ...{ strict: true, noEmit: true, exactOptionalPropertyTypes: true, skipLibCheck: true, types: [] },
        ...jsx,
      };
      await writeFile(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
      await writeFile(join(place, 'package.json'), '{ "type": "module" }');
      const { stdout } = await run(process.execPath, [compiler, '-p', place, '--pretty', 'false']).catch(
        (error: { stdout: string }) => error,
      );
      assert.equal(stdout, '');
    });
  }
});
