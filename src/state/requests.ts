import { ApiError } from '../api/errors.ts';
import type { Conversations } from './conversations.ts';
import type { Core } from './core.ts';
import type { Session } from './types.ts';

export interface Requests extends Pick<Session, 'openConversation' | 'readFile' | 'exportConversation'> {
  /**
   * Runs an operation that the person asked for; its failure is theirs to see.
   * @throws {ApiError}
   */
  asked<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** What a person asks for and waits for, as against what follows by itself. */
export function createRequests({
  core,
  conversations,
}: {
  core: Core;
  conversations: Pick<Conversations, 'add'>;
}): Requests {
  async function during<T>(signal: AbortSignal, operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await operation(signal);
    } catch (error) {
      // Given up, not failed: the person has gone, or no longer wants it.
      signal.throwIfAborted();
      throw new ApiError(core.failed(error), { cause: error });
    }
  }

  /** For as long as the person is here and wants it. */
  const until = (wanted?: AbortSignal) => (wanted ? AbortSignal.any([wanted, core.life()]) : core.life());

  const asked = <T>(operation: (signal: AbortSignal) => Promise<T>) => during(core.life(), operation);

  return {
    asked,
    openConversation: (personId) =>
      asked(async (signal) => {
        const conversation = await core.api.openConversation(personId, signal);
        signal.throwIfAborted();
        core.journal.record({ type: 'conversation.updated', data: { conversation } });
        conversations.add(conversation);
        return conversation;
      }),
    readFile: (attachmentId, part, wanted) =>
      during(until(wanted), (signal) => core.api.file(attachmentId, part, signal)),
    exportConversation: (conversationId, request, wanted) =>
      during(until(wanted), (signal) => core.api.exportConversation(conversationId, request, signal)),
  };
}
