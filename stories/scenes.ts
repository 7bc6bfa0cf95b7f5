import { conversations } from '../demo/seed/conversations/index.ts';
import { paths } from '../src/protocol/index.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** Scenes that several elements are shown in. */

const WITH_ANA = conversations.find(({ between }) => between.includes('maya') && between.includes('ana'));
const WITH_NOOR = conversations.find(({ between }) => between.includes('noor'));

/** The conversation of a practitioner and her client; the client has not read the newest message. */
export async function withAna(stage: Stage, most = 24): Promise<string> {
  if (WITH_ANA === undefined) throw new Error('The demo has no such conversation.');
  return stage.tell(WITH_ANA, most);
}

/** An Arabic one. */
export async function withNoor(stage: Stage): Promise<string> {
  if (WITH_NOOR === undefined) throw new Error('The demo has no such conversation.');
  return stage.tell(WITH_NOOR, 12);
}

/** A practitioner with many conversations, some of them unread. @returns the longest one's id */
export async function busy(stage: Stage): Promise<string> {
  const mine = conversations.filter(
    ({ practice, between }) => practice === 'riverside' && between.every((id) => stage.knows(id)),
  );
  for (const conversation of mine) {
    if (conversation !== WITH_ANA) await stage.tell(conversation, 3);
  }
  return withAna(stage, 14);
}

/** What is unusual about a text: its length, its words, its script. */
export async function longWords(stage: Stage): Promise<string> {
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(4);
  await stage.backend.addPerson('ana', {
    name: `Ana-Maria-Magdalena ${'Lindqvist'.repeat(12)}`,
    kind: 'client',
  });
  await stage.write('ana', 'maya', word, 50);
  await stage.write('maya', 'ana', `https://example.org/${'a/very/long/path/'.repeat(12)}?x=${word}`, 40);
  await stage.write('ana', 'maya', '📎'.repeat(90), 30);
  await stage.write('maya', 'ana', `${'A long message. '.repeat(311)}The end.`, 20);
  const id = await stage.between('maya', 'ana');
  await stage.read('maya', id, 3);
  return id;
}

/** Two clients of one name, and a practice with guidelines. */
export const GUIDELINES =
  '<h3>When to write here</h3><p>We read messages on <strong>weekdays from 9 to 5</strong> and answer within a day.</p>' +
  '<ul><li>In an emergency call 911.</li><li>For a crisis line call or text 988.</li></ul>';

export async function guidelines(stage: Stage): Promise<void> {
  await stage.present().call('maya', 'PUT', paths.notice(), { html: GUIDELINES });
}

/** The states that every element can be in, as its person meets them. */
export const states = {
  loading: async (stage: Stage): Promise<Scene> => ({
    conversation: await withAna(stage, 3),
    session: stage.troubled('maya', 'slow'),
  }),
  failed: async (stage: Stage): Promise<Scene> => ({
    conversation: await withAna(stage, 3),
    session: stage.troubled('maya', 'broken'),
  }),
  switchedOff: async (stage: Stage): Promise<Scene> => {
    const conversation = await withAna(stage, 3);
    await stage.switchOff();
    return { conversation, session: stage.session('ana') };
  },
  signedOut: async (stage: Stage): Promise<Scene> => ({
    conversation: await withAna(stage, 3),
    session: stage.session('maya', { getToken: () => Promise.resolve('of-somebody-who-has-left') }),
  }),
  /** The practice's idle time is over. */
  locked: async (stage: Stage): Promise<Scene> => {
    const conversation = await withAna(stage, 3);
    return { conversation, session: await stage.idle('maya', 16) };
  },
} as const;
