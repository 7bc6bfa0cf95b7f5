import type { SeedConversation } from '../history.ts';
import { harbor } from './harbor.ts';
import { mayaAna } from './maya-ana.ts';
import { mayaLena } from './maya-lena.ts';
import { mayaSam } from './maya-sam.ts';
import { withClients } from './with-clients.ts';

/** Everything that had been written before the demo's first start. */
export const conversations: readonly SeedConversation[] = [
  mayaAna,
  mayaSam,
  mayaLena,
  ...withClients,
  ...harbor,
];
