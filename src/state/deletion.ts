import { ApiError } from '../api/errors.ts';
import type { Message } from '../protocol/index.ts';
import type { Core } from './core.ts';

/**
 * Deletes a message of mine, and shows its tombstone as the server has it, unless the stream was faster.
 * @param shown the message as it stands in the thread at the moment
 * @throws {ApiError} when it was not deleted
 */
export async function deleteMessage(
  core: Core,
  conversationId: string,
  id: string,
  shown: () => Message | undefined,
): Promise<void> {
  const signal = core.life();
  try {
    await core.api.deleteMessage(conversationId, id, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new ApiError(core.failed(error), { cause: error });
  }
  const message = shown();
  if (!message || message.deletedAt !== undefined) return;
  try {
    const { messages } = await core.api.messages(
      conversationId,
      { after: message.seq - 1, limit: 1 },
      signal,
    );
    const [gone] = messages;
    if (signal.aborted || gone?.id !== id || gone.deletedAt === undefined) return;
    core.apply({ type: 'message.deleted', data: { conversationId, message: gone } });
  } catch (error) {
    // It is deleted all the same; the stream will show it.
    if (!signal.aborted) core.failed(error);
  }
}
