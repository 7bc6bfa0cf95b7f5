import { createContext } from '@lit/context';

import type { Session } from '../state/types.ts';

/**
 * How an element hands its Session to the elements inside it. The key is in the global symbol registry, so that two
 * copies of the script on one page understand each other.
 */
export const sessionContext = createContext<Session | undefined>(Symbol.for('entrenous/session@1'));
