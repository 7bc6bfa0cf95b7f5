import { join } from 'node:path';
import { INSTALLED, type Packed } from '../../../scripts/testing/packed.ts';

/** The folder in which the suite has installed the packed package. @throws outside of the suite */
export function installed(): { folder: string; root: string; packed: Packed } {
  const told = process.env[INSTALLED];
  if (told === undefined) throw new Error('Run it by: npm test -- package');
  const { folder, packed } = JSON.parse(told) as { folder: string; packed: Packed };
  return { folder, packed, root: join(folder, 'node_modules', 'entrenous') };
}
