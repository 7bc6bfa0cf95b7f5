import type { Loader } from '@storybook/web-components-vite';
import type { Session } from '../src/index.ts';
import { paths } from '../src/protocol/index.ts';
import type { PersonId } from './prepared/people.ts';
import { LONG } from './prepared/practices.ts';
import { scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** Scenes that several elements are shown in. */

/** The conversation of a practitioner and her client, who has not read the newest message. @returns its id */
export function withAna(stage: Stage): Promise<string> {
  return stage.between('maya', 'ana');
}

/** An Arabic one. @returns its id */
export function withNoor(stage: Stage): Promise<string> {
  return stage.between('maya', 'noor');
}

/** Somebody of the practice of the demo, in the middle of the day; with Ana's conversation open. */
export function riverside(person: PersonId, set?: (stage: Stage) => Promise<unknown>): Loader {
  return scene(
    async (stage) => {
      const conversation = await withAna(stage);
      await set?.(stage);
      return { conversation, session: stage.session(person) };
    },
    { practice: 'riverside' },
  );
}

/** Somebody to whom nobody has written. */
export function quiet(person: PersonId, set?: (stage: Stage) => Promise<unknown>): Loader {
  return scene(async (stage) => {
    await set?.(stage);
    return { session: stage.session(person) };
  });
}

/** What is unusual about a text: its length, its words, its script. */
export function longWords(): Loader {
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(4);
  return scene(async (stage) => {
    await stage.backend.addPerson('ana', {
      name: `Ana-Maria-Magdalena ${'Lindqvist'.repeat(12)}`,
      kind: 'client',
    });
    await stage.write('ana', 'maya', word, 50);
    await stage.write('maya', 'ana', `https://example.org/${'a/very/long/path/'.repeat(12)}?x=${word}`, 40);
    await stage.write('ana', 'maya', '📎'.repeat(90), 30);
    await stage.write('maya', 'ana', `${'A long message. '.repeat(311)}The end.`, 20);
    const conversation = await withAna(stage);
    await stage.read('maya', conversation, 3);
    return { conversation, session: stage.session('maya') };
  });
}

/** Somebody with a hundred unread messages. */
export function crowded(): Loader {
  return scene((stage) => ({ session: stage.session('maya') }), { practice: 'crowded' });
}

/** Two people who have written {@link LONG} to each other. */
export function longHistory(): Loader {
  return scene(async (stage) => ({ conversation: await withAna(stage), session: stage.session(LONG.from) }), {
    practice: 'long',
  });
}

/** What a practice wants everybody to know who writes. */
export const GUIDELINES =
  '<h3>When to write here</h3><p>We read messages on <strong>weekdays from 9 to 5</strong> and answer within a day.</p>' +
  '<ul><li>In an emergency call 911.</li><li>For a crisis line call or text 988.</li></ul>';

export async function guidelines(stage: Stage): Promise<void> {
  await stage.present().call('maya', 'PUT', paths.notice(), { html: GUIDELINES });
}

/** The states that every element can be in, as its person meets them. */
export const states = {
  loading: inRiverside((stage) => stage.troubled('maya', 'slow')),
  failed: inRiverside((stage) => stage.troubled('maya', 'broken')),
  switchedOff: riverside('ana', (stage) => stage.switchOff()),
  signedOut: inRiverside((stage) =>
    stage.session('maya', { getToken: () => Promise.resolve('of-somebody-who-has-left') }),
  ),
  /** The practice's idle time is over. */
  locked: inRiverside((stage) => stage.idle('maya', 16)),
  /** Two minutes before that. */
  aboutToLock: inRiverside((stage) => stage.idle('maya', 13.5)),
} as const;

function inRiverside(session: (stage: Stage) => Session | Promise<Session>): Loader {
  return scene(async (stage) => ({ conversation: await withAna(stage), session: await session(stage) }), {
    practice: 'riverside',
  });
}

/** A page on which nobody has signed in yet. */
export function nobody(): Loader {
  return scene(() => ({}), { practice: 'riverside', mail: true });
}
