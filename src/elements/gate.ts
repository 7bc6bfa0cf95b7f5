import type { Me } from '../protocol/index.ts';
import type { Loadable, Session } from '../state/types.ts';
import type { Words } from '../i18n/index.ts';
import { lockIcon, warningIcon } from './icons.ts';
import { failureNotice, type Notice } from './notice.ts';

interface Gate {
  session: Session | undefined;
  me: Loadable<Me> | undefined;
  messagingOn: boolean | undefined;
  words: Words;
}

/**
 * What stands before anything else: nothing set up, signed out, unreachable, switched off.
 *
 * @returns `undefined` when the way is free, or not yet known
 */
export function gate({ session, me, messagingOn, words }: Gate): Notice | undefined {
  if (session === undefined) {
    return { icon: warningIcon, title: words.noSession, hint: words.noSessionHint, late: true };
  }
  if (messagingOn === false) {
    const admin = me?.status === 'ready' && me.value.person.admin;
    return {
      icon: lockIcon,
      title: words.messagingOff,
      hint: admin ? words.messagingOffAdminHint : words.messagingOffHint,
    };
  }
  return me?.status === 'failed'
    ? failureNotice(words, me.failure, () => void session.reconnect())
    : undefined;
}
