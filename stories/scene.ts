import type { Loader, StoryContext } from '@storybook/web-components-vite';
import type { Session } from '../src/index.ts';
import { createMailbox } from '../test/helpers/mail.ts';
import { backToStart } from './clock.ts';
import { newGround } from './ground.ts';
import type { PracticeId } from './prepared/practices.ts';
import { Stage } from './stage.ts';

/** What a story shows: somebody's Session at a real backend, unless nobody has signed in, and the conversation that is open. */
export interface Scene {
  session?: Session;
  conversation?: string;
}

/** A scene with the stage on which it stands. */
export interface Shown extends Scene {
  stage: Stage;
  session: Session;
}

/** What a person does in a story before it is looked at. */
export type Play = (context: Pick<StoryContext, 'canvasElement' | 'loaded'>) => Promise<void>;

/** The stage of the story before; a story has the page for itself. */
let last: Stage | undefined;
/** A story that is drawn again, because a control has changed, goes on where it is. */
const going = new WeakMap<AbortSignal, Scene>();

export interface SceneOptions {
  /** The practice of the prepared database in which it happens. */
  practice?: PracticeId;
  /** Whether clients sign in by e-mail. */
  mail?: boolean;
}

/**
 * Sets the scene before a story is shown: a practice of the prepared database, at the real backend, which runs inside the page.
 * Whatever people did in it, they did through the protocol.
 */
export function scene(
  set: (stage: Stage) => Promise<Scene> | Scene,
  { practice = 'quiet', mail = false }: SceneOptions = {},
): Loader {
  return async ({ abortSignal }) => {
    const known = going.get(abortSignal);
    if (known !== undefined) return known;
    await last?.close();
    backToStart();
    const stage = await Stage.open(await newGround(), practice, mail ? { mailbox: createMailbox() } : {});
    last = stage;
    const shown = { ...(await set(stage)), stage };
    stage.present();
    going.set(abortSignal, shown);
    return shown;
  };
}

/** What {@link scene} has set; without a Session where it has left that out. */
export function shown(context: Pick<StoryContext, 'loaded'>): Shown {
  return context.loaded as unknown as Shown;
}
