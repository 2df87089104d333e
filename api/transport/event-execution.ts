import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Context } from '../context.js';
import { primeWith } from './event-context.js';
import { executionMetrics } from './execution-metrics.js';
import type { Frames } from './frames.js';
import type { Seat } from './sharing.js';

export interface EventExecution {
  readonly args: ExecutionArgs;
  readonly createContext: () => Context;
  /** Called once the subscription has begun. */
  readonly join: () => Seat;
  /** Sends an answer that is shared; returns a promise where the socket wants to be waited for. */
  readonly send: (frames: Frames) => Promise<void> | undefined;
}

/**
 * As graphql's `subscribe`, with two differences. What does not depend on the viewer is executed once for all like subscriptions
 * and sent from here: only the rest comes out of the iterator. And every event is executed with a context of its own: loaders
 * remember what they loaded, so a context that lived as long as its subscription would answer for ever with what was true at its
 * start. One event at a time, whichever way it goes: the order is that of the source.
 */
export async function subscribeToEvents({
  args,
  createContext,
  join,
  send,
}: EventExecution): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
  const seat = join();
  let isOpen = true;

  const results: AsyncIterableIterator<ExecutionResult> = {
    next: nextOfViewer,
    async return() {
      await end();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results;

  /** Sends what is shared, until there is something that is not. */
  async function nextOfViewer(): Promise<IteratorResult<ExecutionResult>> {
    try {
      for (;;) {
        const event = await events.next();
        if (event.done) break;
        const answer = seat.answer(event.value);
        if (!answer) return { done: false, value: await executeForViewer(event.value) };
        const frames = answer instanceof Promise ? await answer : answer;
        // The client may have completed the subscription meanwhile.
        const sending = isOpen ? send(frames) : undefined;
        if (sending) await sending;
      }
    } catch (error) {
      await end();
      throw error;
    }
    seat.leave();
    return { done: true, value: undefined };
  }

  async function executeForViewer(event: unknown): Promise<ExecutionResult> {
    executionMetrics.executions.inc({ kind: 'viewer' });
    return execute({ ...args, rootValue: event, contextValue: primeWith(createContext(), event) });
  }

  async function end(): Promise<void> {
    isOpen = false;
    seat.leave();
    await events.return?.();
  }
}
