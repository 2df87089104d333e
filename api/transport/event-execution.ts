import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Context } from '../context.js';
import type { DeliveredEvent, TypingEvent } from '../live/events.js';
import type { Message } from '../modules/messages/message.model.js';

/**
 * As graphql's `subscribe`, with one difference: every event is executed with a context of its own. Loaders remember what
 * they loaded, so a context that lived as long as its subscription would answer for ever with what was true at its start.
 */
export async function subscribeWithFreshContexts(
  args: ExecutionArgs,
  createContext: () => Context,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
  const executeEvent = async (rootValue: unknown): Promise<ExecutionResult> =>
    execute({ ...args, rootValue, contextValue: primed(createContext(), rootValue) });

  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      const result = await events.next();
      return result.done ? { done: true, value: undefined } : { done: false, value: await executeEvent(result.value) };
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await events.return?.();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}

/** A message that was just inserted came along with the event: nobody needs to read it again. */
function primed(context: Context, event: unknown): Context {
  if (isLiveEvent(event) && '__typename' in event && event.__typename === 'MessageAdded' && event.document) {
    // The feed hands out the record as the database has it, which is what a lean read of the model is.
    context.loaders.message.prime(event.messageId, event.document as Message);
  }
  return context;
}

// Subscriptions yield nothing but what the live engine delivers.
function isLiveEvent(event: unknown): event is DeliveredEvent | TypingEvent {
  return typeof event === 'object' && event !== null && 'conversationId' in event;
}
