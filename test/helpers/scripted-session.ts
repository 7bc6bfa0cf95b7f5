import { atom } from 'nanostores';

import type { Conversation, Me, OutOfOffice } from '../../src/protocol/index.ts';
import type { Loadable, PagedList, Search, Session } from '../../src/state/types.ts';

/** A search that has nothing to find. */
function nothing<T>(): Search<T> {
  return {
    $query: atom(''),
    $results: atom<PagedList<T>>({ status: 'ready', items: [], more: false, loadingMore: false }),
    setQuery: () => undefined,
    loadMore: async () => undefined,
    dispose: () => undefined,
  };
}

const ME: Me = {
  person: { id: 'maya', name: 'Dr. Maya Rivera', kind: 'practitioner', admin: true },
  practice: {
    id: 'riverside',
    name: 'Riverside Practice',
    secureMessaging: true,
    notice: null,
    noticeRevision: 0,
  },
  unread: 0,
  limits: { textLength: 5000, files: 5, fileBytes: 1, deleteWindow: null, idleSeconds: 900 },
  noticeDismissed: 0,
};

/** A Session in a state that the real one passes too quickly, or that would take too long to reach. */
export function scriptedSession(states: Partial<Session> = {}): Session {
  const unwanted = (): never => {
    throw new Error('The test does not expect this.');
  };
  return {
    backend: 'https://scripted.test',
    $me: atom<Loadable<Me>>({ status: 'ready', value: ME }),
    $unread: atom(0),
    $messagingOn: atom<boolean | undefined>(true),
    $connection: atom<'live'>('live'),
    $presence: atom<{ status: 'open' }>({ status: 'open' }),
    $waiting: atom(0),
    stay: () => undefined,
    shownIn: () => undefined,
    $conversations: atom<PagedList<Conversation>>({
      status: 'ready',
      items: [],
      more: false,
      loadingMore: false,
    }),
    loadMoreConversations: async () => undefined,
    reconnect: async () => undefined,
    openConversation: unwanted,
    thread: unwanted,
    form: () => ({ $text: atom(''), set: unwanted }),
    searchConversations: nothing,
    searchPeople: nothing,
    readFile: unwanted,
    exportConversation: unwanted,
    $outOfOffice: atom<Loadable<OutOfOffice>>({ status: 'ready', value: { settings: [], members: [] } }),
    saveOutOfOffice: unwanted,
    endOutOfOffice: unwanted,
    setSecureMessaging: unwanted,
    setNotice: unwanted,
    dismissNotice: unwanted,
    setEmailNotices: unwanted,
    onIncoming: () => () => undefined,
    dispose: () => undefined,
    ...states,
  };
}

/** A list of many conversations, the newest first. */
export function manyConversations(count: number): PagedList<Conversation> {
  const start = Date.now();
  const items = Array.from({ length: count }, (_, i): Conversation => {
    const sentAt = new Date(start - i * 60_000).toISOString();
    const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    return {
      id,
      with: { id: `client-${i}`, name: `Client ${i}`, kind: 'client' },
      last: {
        id,
        seq: 1,
        senderId: `client-${i}`,
        text: `Message ${i}`,
        attachments: [],
        sentAt,
        origin: 'person',
      },
      unread: 0,
      updatedAt: sentAt,
      seq: 1,
      read: 1,
      receipts: { delivered: 0, read: 0 },
    };
  });
  return { status: 'ready', items, more: false, loadingMore: false };
}
