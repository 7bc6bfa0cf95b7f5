import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../testing/files.ts';
import type { Check } from './check.ts';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

interface Lockfile {
  packages: Record<string, Manifest & { version?: string; resolved?: string; hasInstallScript?: boolean }>;
}

/** What is installed is what was tried: exact versions, and a lockfile that says nothing of where it was made. */
export const packages: Check = {
  name: 'packages have exact versions and no addresses',
  run() {
    const manifest = read('package.json') as Manifest & { allowScripts?: Record<string, boolean> };
    const lockfile = read('package-lock.json') as Lockfile;
    const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const locked = Object.entries(lockfile.packages).filter(([path]) => path !== '');
    return [
      ...wanted
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `package.json: ${name} is ${version}, which is not one version`),
      ...wanted
        .filter(([name, version]) => lockfile.packages[`node_modules/${name}`]?.version !== version)
        .map(([name, version]) => `package-lock.json: ${name} is not ${version}; run npm install`),
      ...locked
        .filter(([, { resolved }]) => resolved !== undefined)
        .map(([path]) => `package-lock.json: ${path} has an address ("resolved")`),
      ...locked
        .filter(([path, { hasInstallScript }]) => hasInstallScript && !manifest.allowScripts?.[nameOf(path)])
        .map(
          ([path]) =>
            `package.json: ${nameOf(path)} runs a script at its install; allowScripts does not know it`,
        ),
    ];
  },
};

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}
