import type { Check } from './check.ts';
import { linesMatching, ourSources } from './sources.ts';

const FOLDERS = /(?:^|[\s"'`(=:])\/(?:work|home|root|Users)\/\w/;
const REGISTRIES = /\b(?:registry\.\w[\w-]*\.\w+|artifactory|verdaccio|codeartifact|jfrog)\b/i;

/** The repository works anywhere: it names no folder of anybody's machine and no registry's host. */
export const places: Check = {
  name: 'no file names somebody’s machine or registry',
  run: () =>
    ourSources((path) => path !== 'scripts/checks/places.ts').flatMap((source) => [
      ...linesMatching(source, FOLDERS, 'names a folder of one machine'),
      ...linesMatching(source, REGISTRIES, 'names a package registry'),
    ]),
};
