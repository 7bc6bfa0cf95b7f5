import type { Loader, StoryContext } from '@storybook/web-components-vite';
import type { Session } from '../src/index.ts';
import { LONG } from './prepared/long.ts';
import { Stage } from './stage.ts';

/** What a story shows: somebody's Session at a real backend, and the conversation that is open. */
export interface Scene {
  session: Session;
  conversation?: string;
}

/** A scene with the stage on which it stands. */
export interface Shown extends Scene {
  stage: Stage;
}

/** What a person does in a story before it is looked at. */
export type Play = (context: Pick<StoryContext, 'canvasElement' | 'loaded'>) => Promise<void>;

/** The stage of the story before; a story has the page for itself. */
let last: Stage | undefined;

/**
 * Sets the scene before a story is shown: a practice of its own at the real backend, which runs inside the page. Whatever people
 * did in it, they did through the protocol.
 */
export function scene(set: (stage: Stage) => Promise<Scene>, practice?: string): Loader {
  return async ({ viewMode }) => {
    // The page of an element's documentation shows all its stories at once.
    if (viewMode === 'story') await last?.close();
    const stage = await Stage.open(practice);
    last = stage;
    const made = await set(stage);
    stage.present();
    return { ...made, stage };
  };
}

/** The scene of two people who have written {@link LONG} to each other. */
export function longHistory(): Loader {
  return scene(
    async (stage) => ({
      session: stage.session(LONG.from),
      conversation: await stage.between(LONG.from, LONG.to),
    }),
    LONG.practice,
  );
}

/** What {@link scene} has set. */
export function shown(context: Pick<StoryContext, 'loaded'>): Shown {
  return context.loaded as unknown as Shown;
}
