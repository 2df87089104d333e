import type { ApolloClient } from '@apollo/client';
import type { Client as SocketClient } from 'graphql-ws';
import { refusalOf } from '../apollo/errors';
import type { StreamPosition } from '../apollo/persistence';
import { SessionLocked } from '../apollo/refusal';
import type { Session } from '../apollo/session';
import type { LiveEvent } from './apply-event';
import { EventQueue, type EventQueueOptions } from './event-queue';
import { EventsDocument } from './events.document';
import type { Freshness } from './freshness';

const firstRetryMs = 400;
const longestRetryMs = 20_000;
/** From this many failures in a row on, the screen says offline instead of connecting. */
const failuresUntilOffline = 2;
const forbiddenClose = 4403;

export type EventStreamOptions = Omit<EventQueueOptions, 'show'> & {
  client: ApolloClient;
  socket: SocketClient;
  session: Session;
  freshness: Freshness;
  /** Where the restored cache stands. */
  position: StreamPosition;
  /** Fetches the cursor of now first and then all that is shown, so that nothing is missed in between; answers with that cursor. */
  startAnew: (reason: 'first' | 'expired') => Promise<string>;
  /** Shows what was applied, and does what that leaves to do. When it returns, its cursor counts. */
  show: () => void;
  /** In step: the line is (back) up. */
  onLive: () => void;
};

/**
 * The app's one `events` subscription. It subscribes after the last cursor that was applied, again and again until it is
 * stopped: after a lost line with growing pauses, at once when the browser says that it is online.
 */
export class EventStream {
  /** Of the last event that was shown: what is kept may be ahead of it, never behind, and applying an event twice changes nothing. */
  #cursor: string | null;
  readonly #queue: EventQueue;
  #stopped = false;
  #failures = 0;
  #wake: () => void = () => undefined;
  #end: () => void = () => undefined;
  #lastClose: number | null = null;
  readonly #options: EventStreamOptions;
  readonly #cleanUps: (() => void)[] = [];

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#cursor = options.position.cursor;
    const { isRush, apply, prepare } = options;
    this.#queue = new EventQueue({ isRush, apply, prepare, show: (last, isLive) => this.#show(last, isLive) });
  }

  /** The cursor of the last shown event and when the cache was last in step: to be stored together with the cache. */
  get position(): StreamPosition {
    return { cursor: this.#cursor, asOf: this.#options.freshness.asOf };
  }

  start(): void {
    const { socket } = this.#options;
    const goOnline = () => this.retryNow();
    const goOffline = () => {
      this.#options.freshness.set('offline');
      socket.terminate();
    };
    addEventListener('online', goOnline);
    addEventListener('offline', goOffline);
    this.#cleanUps.push(
      () => removeEventListener('online', goOnline),
      () => removeEventListener('offline', goOffline),
      socket.on('closed', (event) => {
        this.#lastClose = (event as CloseEvent | undefined)?.code ?? null;
      }),
    );
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    for (const cleanUp of this.#cleanUps) cleanUp();
    this.#queue.stop();
    this.#end();
    this.#wake();
  }

  /** Applies and shows what has come. */
  flush(): void {
    this.#queue.flush();
  }

  /** Ends a pause between two tries. */
  retryNow(): void {
    this.#failures = 0;
    this.#wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      if (navigator.onLine) this.#options.freshness.set(this.#failures < failuresUntilOffline ? 'connecting' : 'offline');
      try {
        this.#cursor ??= await this.#options.startAnew('first');
        this.#lastClose = null;
        await this.#follow(this.#cursor);
      } catch (error) {
        if (error instanceof SessionLocked) return this.#options.freshness.set('offline');
        await this.#recover(error);
      }
      if (this.#stopped) return;
      await this.#pause();
    }
  }

  /** Resolves when the server ends the stream, rejects when the line is lost or the server refuses. */
  #follow(after: string): Promise<void> {
    const { client } = this.#options;
    let isOver = false;
    let unsubscribe = () => {};
    return new Promise<void>((resolve, reject) => {
      const subscription = client.subscribe({ query: EventsDocument, variables: { after }, fetchPolicy: 'no-cache' }).subscribe({
        next: ({ data, error }) => {
          if (isOver) return;
          // An event without its data is missing: nothing after it may count, or its cursor would leave the gap behind.
          isOver = error !== undefined;
          if (error) return reject(error instanceof Error ? error : new Error(error.message));
          if (!data) return;
          this.#queue.add(data.events);
        },
        error: reject,
        complete: () => resolve(),
      });
      unsubscribe = () => subscription.unsubscribe();
      this.#end = () => {
        unsubscribe();
        resolve();
      };
    }).finally(() => {
      isOver = true;
      unsubscribe();
      this.#queue.flush();
      this.#end = () => undefined;
    });
  }

  #show(last: LiveEvent, isLive: boolean): void {
    this.#options.show();
    this.#cursor = last.cursor;
    this.#options.freshness.touch();
    if (isLive) this.#live();
  }

  #live(): void {
    this.#failures = 0;
    if (this.#options.freshness.now.state === 'live') return;
    this.#options.freshness.set('live');
    this.#options.onLive();
  }

  async #recover(error: unknown): Promise<void> {
    const code = refusalOf(error)?.code;
    // BAD_USER_INPUT: the cursor is of another database (a restored server, new keys). To the client that is the same.
    if (code === 'CURSOR_EXPIRED' || code === 'BAD_USER_INPUT') {
      try {
        this.#cursor = await this.#options.startAnew('expired');
      } catch {
        // The line is lost as well: the next round is told once more that the cursor is no good.
      }
      return;
    }
    if (code === 'UNAUTHENTICATED' || this.#lastClose === forbiddenClose) {
      // A refusal locks the session, and the next round ends with it; a lost line is the next round's business.
      await this.#options.session.refresh().catch(() => undefined);
    }
  }

  async #pause(): Promise<void> {
    this.#failures += 1;
    const { freshness } = this.#options;
    freshness.set(navigator.onLine && this.#failures < failuresUntilOffline ? 'connecting' : 'offline');
    const pauseMs = Math.min(firstRetryMs * 2 ** (this.#failures - 1), longestRetryMs) * (0.75 + Math.random() / 2);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}
