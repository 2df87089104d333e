import { createSourceEventStream, execute, type ExecutionResult } from 'graphql';
import type { LiveEngine } from '../../api/live/engine.js';
import type { RecentUsers } from '../../api/modules/users/recent-users.js';
import { isAnnounced, primeWith } from '../../api/transport/event-context.js';
import type { Ground } from './database.js';
import type { EventRules } from './event-rules.js';
import type { ReceivedEvent, Replica } from './replica.js';

export interface ClientOptions {
  readonly name: string;
  readonly userId: string;
  readonly ground: Ground;
  readonly replica: Replica;
  readonly rules: EventRules;
  /** Whether a cursor that was refused as too old may have been. */
  readonly mayExpire: (cursor: string) => boolean;
  /** Whether the process may go on from that cursor by each change, once and in order. */
  readonly isExact: (cursor: string) => boolean;
  /** Something that must not happen. */
  readonly report: (problem: string) => void;
}

/** An API process, whatever engine it has at the moment. */
export interface Home {
  readonly name: string;
  readonly engine: LiveEngine;
  readonly recentUsers: RecentUsers;
}

interface Subscription {
  readonly events: AsyncIterator<unknown>;
  isOpen: boolean;
  isLive: boolean;
}

const cursorDocument = '{ serverInfo { eventCursor } }';

/**
 * One device: a replica that is kept by one `events` subscription after another. Every event is executed with a context of its own, as
 * the transport does it. It reads one event at a time, and only while it is not paused.
 */
export class Client {
  readonly #options: ClientOptions;
  #home: Home;
  #cursor = '';
  #subscription: Subscription | null = null;
  #busy = 0;
  #isPaused = false;
  #goOn: () => void = () => {};
  #reading: Promise<void> = Promise.resolve();

  constructor(options: ClientOptions, home: Home) {
    this.#options = options;
    this.#home = home;
  }

  get name(): string {
    return this.#options.name;
  }

  /** Waits for an event, or has been told to. */
  get isIdle(): boolean {
    return this.#busy === 0;
  }

  get isConnected(): boolean {
    return this.#subscription !== null;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** In step, as far as its process knows. */
  get isLive(): boolean {
    return this.#subscription?.isLive ?? false;
  }

  /** False from when its process has lost its place in the changes: when the catch-up that follows has ended, nothing tells for sure. */
  get isExact(): boolean {
    return this.#options.rules.isExact;
  }

  get cursor(): string {
    return this.#cursor;
  }

  set cursor(cursor: string) {
    this.#cursor = cursor;
  }

  get home(): Home {
    return this.#home;
  }

  get replica(): Replica {
    return this.#options.replica;
  }

  get heard(): ReadonlySet<string> {
    return this.#options.rules.heard;
  }

  get userId(): string {
    return this.#options.userId;
  }

  /** Asks for everything, then subscribes. */
  async startAnew(): Promise<void> {
    const { serverInfo } = await this.ask<{ serverInfo: { eventCursor: string } }>(cursorDocument);
    this.#cursor = serverInfo.eventCursor;
    await this.#options.replica.startAnew();
    this.#options.rules.startAnew();
    await this.#subscribe();
  }

  /** Goes on where it stopped, at that process. */
  async connect(home: Home): Promise<void> {
    await this.disconnect();
    this.#home = home;
    await this.#subscribe();
  }

  async disconnect(): Promise<void> {
    this.goOn();
    const subscription = this.#subscription;
    this.#close(subscription);
    await subscription?.events.return?.();
    await this.#reading;
  }

  pause(): void {
    this.#isPaused = true;
  }

  goOn(): void {
    this.#isPaused = false;
    this.#goOn();
  }

  async ask<Data>(document: unknown, variables?: Record<string, unknown>): Promise<Data> {
    const { ground, userId } = this.#options;
    const { data, errors } = await ground.request(userId, this.#home.engine, document, variables);
    if (errors?.[0]) throw errors[0];
    return data as Data;
  }

  async #subscribe(): Promise<void> {
    const { ground, rules, userId, isExact } = this.#options;
    const { engine, recentUsers } = this.#home;
    const args = { schema: ground.schema, document: ground.parsed(this.replica.eventsDocument), variableValues: { after: this.#cursor } };
    rules.subscribe(this.#cursor, isExact(this.#cursor));
    const source = await createSourceEventStream({ ...args, contextValue: ground.contextOf(userId, engine) });
    if (!(Symbol.asyncIterator in source)) return this.#recover(source.errors?.[0]);
    const subscription = { events: source[Symbol.asyncIterator](), isOpen: true, isLive: false };
    this.#subscription = subscription;
    const executeEvent = async (event: unknown) =>
      execute({
        ...args,
        rootValue: event,
        contextValue: primeWith(ground.contextOf(userId, engine, isAnnounced(event) ? recentUsers : undefined), event),
      });
    this.#reading = this.#read(subscription, executeEvent);
  }

  async #read(subscription: Subscription, executeEvent: (event: unknown) => Promise<ExecutionResult>): Promise<void> {
    try {
      for (;;) {
        if (this.#isPaused) await new Promise<void>((resolve) => (this.#goOn = resolve));
        const next = await subscription.events.next();
        if (next.done || !subscription.isOpen) break;
        const event: unknown = next.value;
        await this.#work(async () => {
          const result = await executeEvent(event);
          if (subscription.isOpen) await this.#receive(subscription, result, event);
        });
      }
      this.#close(subscription);
    } catch (error) {
      const wasOpen = subscription.isOpen;
      this.#close(subscription);
      if (wasOpen) await this.#work(() => this.#recover(error));
    }
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.#busy += 1;
    try {
      await work();
    } finally {
      this.#busy -= 1;
    }
  }

  async #receive(subscription: Subscription, { data, errors }: ExecutionResult, value: unknown): Promise<void> {
    const { name, rules, report, replica } = this.#options;
    const event = (data as { events?: ReceivedEvent } | null | undefined)?.events;
    if (!event || errors) return report(`${name} gets an event that failed: ${JSON.stringify(value)} → ${String(errors?.[0]?.stack)}`);
    const broken = rules.check(event);
    if (broken !== null) report(`${name} gets ${JSON.stringify(event)}, but ${broken}`);
    await replica.apply(event);
    this.#cursor = event.cursor;
    if (event.__typename === 'CursorAdvanced' && event['live'] === true) subscription.isLive = true;
  }

  #close(subscription: Subscription | null): void {
    if (subscription) subscription.isOpen = false;
    if (this.#subscription === subscription) this.#subscription = null;
  }

  /** A refusal of the cursor: ask for everything anew, where the cursor may have been too old. Whatever else is wrong. */
  async #recover(error: unknown): Promise<void> {
    const { name, mayExpire, report } = this.#options;
    const code = codeOf(error);
    if (code === 'CURSOR_EXPIRED' && mayExpire(this.#cursor)) return this.startAnew();
    report(`${name}'s subscription ends with ${code ?? String(error)}`);
  }
}

export function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'extensions' in error ? (error.extensions as { code?: unknown }).code : null;
  return typeof code === 'string' ? code : null;
}
