import type { PresenceStatus } from '../generated/graphql';

/** `lastSeenAt` in epoch milliseconds; null where it is hidden, or not known. */
export type PersonPresence = { status: PresenceStatus; lastSeenAt: number | null };
export type PresenceTold = { id: string; presence: { status: PresenceStatus; lastSeenAt: string | null } };

/** Opens the subscription for these people and hands over what it says; answers with how to end it. */
export type FollowPresence = (userIds: readonly string[], tell: (told: PresenceTold) => void, ended: () => void) => () => void;

/** As the schema has it: Subscription.presence. */
export const mostWatched = 500;
/** A list that is scrolled asks for more and more people: one subscription for what came together. */
const collectMs = 300;
/** The first answer names everybody, one by one: painted together. */
const paintMs = 50;

/**
 * How the people on the screen are present. Screens say whom they show (`watch`); one subscription asks for all of them, at most 500, the latest first.
 * Without a line nothing is known, and nothing is said.
 */
export class PresencePeople {
  readonly #follow: FollowPresence;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Map<symbol, readonly string[]>();
  #known: ReadonlyMap<string, PersonPresence> = new Map();
  #followed: ReadonlySet<string> = new Set();
  #end: () => void = () => undefined;
  #isLive = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = new Map<string, PersonPresence>();
  #paintTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(follow: FollowPresence) {
    this.#follow = follow;
  }

  get known(): ReadonlyMap<string, PersonPresence> {
    return this.#known;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** As long as these people are shown; answers with the end of that. */
  watch(userIds: readonly string[]): () => void {
    const key = Symbol('watcher');
    this.#watchers.set(key, userIds);
    this.#schedule();
    return () => void this.#watchers.delete(key);
  }

  /** The line is (back) up: what was known may have changed meanwhile. */
  start(): void {
    this.#isLive = true;
    this.#restart();
  }

  /** The line is gone. */
  stop(): void {
    this.#isLive = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#followed = new Set();
    this.#end();
    this.#end = () => undefined;
    this.#forgetTold();
    if (this.#known.size > 0) this.#publish(new Map());
  }

  #schedule(): void {
    if (!this.#isLive) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // Who is followed although nobody shows them any more costs nothing: only somebody new is worth another subscription.
      if (this.#isLive && this.#wanted().some((id) => !this.#followed.has(id))) this.#restart();
    }, collectMs);
  }

  #restart(): void {
    this.#end();
    this.#end = () => undefined;
    const wanted = this.#wanted();
    this.#followed = new Set(wanted);
    const kept = [...this.#known].filter(([id]) => this.#followed.has(id));
    if (kept.length !== this.#known.size) this.#publish(new Map(kept));
    if (wanted.length === 0) return;
    let isOver = false;
    const end = this.#follow(
      wanted,
      (told) => {
        if (!isOver) this.#tell(told);
      },
      () => {
        if (!isOver) this.stop();
      },
    );
    this.#end = () => {
      isOver = true;
      end();
    };
  }

  #wanted(): string[] {
    return [...new Set([...this.#watchers.values()].reverse().flat())].slice(0, mostWatched).sort();
  }

  #tell({ id, presence: { status, lastSeenAt } }: PresenceTold): void {
    this.#told.set(id, { status, lastSeenAt: lastSeenAt === null ? null : Date.parse(lastSeenAt) });
    this.#paintTimer ??= setTimeout(() => this.#paint(), paintMs);
  }

  #paint(): void {
    const news = [...this.#told].filter(([id, next]) => this.#followed.has(id) && !isSame(this.#known.get(id), next));
    this.#forgetTold();
    if (news.length > 0) this.#publish(new Map([...this.#known, ...news]));
  }

  #forgetTold(): void {
    clearTimeout(this.#paintTimer);
    this.#paintTimer = undefined;
    this.#told = new Map();
  }

  #publish(known: ReadonlyMap<string, PersonPresence>): void {
    this.#known = known;
    for (const listener of this.#listeners) listener();
  }
}

const isSame = (one: PersonPresence | undefined, other: PersonPresence) =>
  one?.status === other.status && one.lastSeenAt === other.lastSeenAt;
