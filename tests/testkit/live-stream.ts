import type { GraphQLFormattedError } from 'graphql';
import type { Client } from 'graphql-ws';
import type { ErrorExtensions } from './refusal.js';
import { noteUse } from './schema-use.js';
import { withinDeadline } from './wait.js';

/** How a stream ended: the server completed it, refused or failed it, or the connection went away. */
export type StreamEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'refused'; readonly errors: readonly { readonly message: string; readonly extensions: ErrorExtensions }[] }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

/** One subscription. Everything that arrives is kept, so that nothing is missed however late somebody looks. */
export interface LiveStream<T> {
  /** All that has arrived so far, oldest first. */
  readonly seen: readonly T[];
  /** Resolves, never rejects, when the stream is over. */
  readonly end: Promise<StreamEnd>;
  /** The first item, among those that no call of `next` has passed yet, that fits. Waits for it; throws with all that was seen when none comes. */
  next(predicate?: (item: T) => boolean): Promise<T>;
  /** Goes on reading until `enough` says so of all that was seen. */
  until(enough: (seen: readonly T[]) => boolean): Promise<readonly T[]>;
  /** Everything from the first item on, as it comes, until the stream is over. Without a deadline: for readers that go on as long as it does. */
  items(): AsyncGenerator<T, StreamEnd>;
  /** Ends it from the client's side. */
  stop(): void;
}

export function openLiveStream<T>(client: Client, document: string, variables: Record<string, unknown>): LiveStream<T> {
  const seen: T[] = [];
  const waiting = new Set<() => void>();
  let passed = 0;
  let ended: StreamEnd | null = null;
  const wake = () => [...waiting].forEach((check) => check());

  let resolveEnd: (end: StreamEnd) => void;
  const end = new Promise<StreamEnd>((resolve) => (resolveEnd = resolve));
  const finish = (how: StreamEnd) => {
    ended ??= how;
    resolveEnd(ended);
    wake();
  };

  const stop = client.subscribe<Record<string, T>>(
    { query: document, variables },
    {
      next({ data, errors }) {
        if (ended) return;
        noteUse(document, variables, data);
        // An error inside an event is a fault no test may overlook: it ends the stream like a refusal.
        if (errors) return finish({ kind: 'refused', errors: errors.map(plainError) });
        const item = Object.values(data ?? {})[0];
        if (item === undefined) return;
        seen.push(item);
        wake();
      },
      error: (cause) => finish(streamEndOf(cause)),
      complete: () => finish({ kind: 'completed' }),
    },
  );

  /** Asks `find` now and at every arrival, until it answers. */
  function watch<A>(find: () => A | undefined): Promise<A> {
    const found = new Promise<A>((resolve, reject) => {
      const check = () => {
        const answer = find();
        if (answer === undefined && !ended) return;
        waiting.delete(check);
        if (answer === undefined) reject(new Error(`The stream is over (${JSON.stringify(ended)}). Seen: ${JSON.stringify(seen)}`));
        else resolve(answer);
      };
      waiting.add(check);
      check();
    });
    return withinDeadline(found, () => `what was expected did not come. Seen: ${JSON.stringify(seen)}`);
  }

  /** Resolves when there is more than `count` to see, or no more to come. */
  const moreThan = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (seen.length <= count && !ended) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });

  return {
    seen,
    end,
    stop,
    async next(predicate = () => true) {
      const { item } = await watch(() => {
        for (let place = passed; place < seen.length; place += 1) {
          const item = seen[place] as T;
          if (!predicate(item)) continue;
          passed = place + 1;
          return { item };
        }
        return undefined;
      });
      return item;
    },
    async *items() {
      for (let place = 0; ; place += 1) {
        await moreThan(place);
        if (place >= seen.length) return end;
        yield seen[place] as T;
      }
    },
    until: (enough) => watch(() => (enough(seen) ? [...seen] : undefined)),
  };
}

const plainError = (error: GraphQLFormattedError) => ({
  message: error.message,
  extensions: (error.extensions ?? {}) as ErrorExtensions,
});

/** graphql-ws hands over an array of GraphQL errors, the socket's close event, or whatever went wrong before there was a socket. */
function streamEndOf(cause: unknown): StreamEnd {
  if (Array.isArray(cause)) return { kind: 'refused', errors: (cause as GraphQLFormattedError[]).map(plainError) };
  const { code, reason, message } = cause as { code?: unknown; reason?: unknown; message?: unknown };
  const text = typeof reason === 'string' && reason !== '' ? reason : message;
  return { kind: 'closed', code: typeof code === 'number' ? code : 1006, reason: typeof text === 'string' ? text : '' };
}
