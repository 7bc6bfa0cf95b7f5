import { findAll } from './reach.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** So many frames in a row in which nothing was under way. */
const FRAMES = 4;

/**
 * Waits until a story shows what it is about: all answers are there and drawn, pictures included. What a scene holds back goes on
 * loading, and is no reason to wait.
 * @throws after twenty seconds
 */
export async function settled(
  canvas: ParentNode,
  { stage, session }: Scene & { stage: Stage },
): Promise<void> {
  const start = performance.now();
  for (let quiet = 0; quiet < FRAMES;) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const busy = stage.waiting > 0 ? 'an answer' : stage.held ? undefined : unfinished(canvas, session);
    quiet = busy === undefined ? quiet + 1 : 0;
    if (performance.now() - start > 20_000)
      throw new Error(`The story still waits for ${busy ?? 'a frame'}.`);
  }
}

/** What is not yet to be seen. */
function unfinished(canvas: ParentNode, session: Scene['session']): string | undefined {
  if (session?.$me.value?.status === 'loading') return 'its person';
  if (findAll(canvas, '[aria-busy="true"]').some((element) => element.checkVisibility()))
    return 'what is being loaded';
  if (findAll<HTMLImageElement>(canvas, 'img').some(({ complete }) => !complete)) return 'a picture';
  return undefined;
}
