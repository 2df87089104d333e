import type { PresenceEntry } from './presence.model.js';

/** Schema: reportActivity. */
export const idleAfterMs = 5 * 60_000;
/** Who comes back within this time, as after a reload, was never away. */
export const graceMs = 4_000;

export interface Holder {
  readonly userId: string;
  readonly sessionId: string;
}

/** Whom a report was taken for: the one socket that it came over, all sockets of its session that are here, or nobody here. */
export type Reported = 'SOCKET' | 'SESSION' | 'NOBODY';

interface Connection extends Holder {
  /** Monotonic. Null: not at the device, as the client said. */
  activeAtMs: number | null;
}

interface Person {
  readonly connections: Set<Connection>;
  /** What they were when the last connection closed, and when that was. */
  left: { readonly status: PresenceEntry['status']; readonly atMs: number } | null;
}

/** The people with a socket of this process, and whether they are at their devices. It holds no clock: times are given to it. */
export class ConnectedPeople {
  readonly #people = new Map<string, Person>();
  readonly #connections = new Map<object, Connection>();
  /** Those at a device, and since when they were last seen there; the longest first, as time only goes on. */
  readonly #awake = new Map<Connection, number>();
  /** Those without a connection whose grace goes on, and since when; the longest first. */
  readonly #leaving = new Map<string, number>();

  /** Opening is a sign of life. */
  open(connection: object, { userId, sessionId }: Holder, nowMs: number): void {
    const opened = { userId, sessionId, activeAtMs: nowMs };
    const person = this.#people.get(userId) ?? { connections: new Set(), left: null };
    this.#people.set(userId, person);
    this.#connections.set(connection, opened);
    person.connections.add(opened);
    person.left = null;
    this.#leaving.delete(userId);
    this.#seen(opened, nowMs);
  }

  /** The id of whose it was; null for one that is not known. */
  close(connection: object, nowMs: number): string | null {
    const closed = this.#connections.get(connection);
    const person = closed && this.#people.get(closed.userId);
    if (!person) return null;
    const status = this.stateOf(closed.userId, nowMs)?.status ?? 'AWAY';
    this.#connections.delete(connection);
    this.#awake.delete(closed);
    person.connections.delete(closed);
    if (person.connections.size === 0) {
      person.left = { status, atMs: nowMs };
      this.#leaving.set(closed.userId, nowMs);
    }
    return closed.userId;
  }

  /** Over a socket it speaks for that socket, over HTTP for all of its session. */
  report({ userId, sessionId }: Holder, isActive: boolean, connection: object | null, nowMs: number): Reported {
    const own = connection && this.#connections.get(connection);
    const ofPerson = this.#people.get(userId)?.connections ?? [];
    const concerned = own ? [own] : [...ofPerson].filter((other) => other.sessionId === sessionId);
    for (const one of concerned) this.#seen(one, isActive ? nowMs : null);
    return own ? 'SOCKET' : concerned.length > 0 ? 'SESSION' : 'NOBODY';
  }

  /** Null: not here, or not any more. */
  stateOf(userId: string, nowMs: number): PresenceEntry | null {
    const person = this.#people.get(userId);
    if (!person) return null;
    if (person.left) return nowMs - person.left.atMs < graceMs ? { status: person.left.status, active: [] } : null;
    const atDevice = [...person.connections].filter(({ activeAtMs }) => activeAtMs !== null && nowMs - activeAtMs < idleAfterMs);
    const active = [...new Set(atDevice.map(({ sessionId }) => sessionId))].sort();
    return { status: active.length > 0 ? 'ONLINE' : 'AWAY', active };
  }

  /** Nothing more is to be known of somebody who has left. */
  forget(userId: string): void {
    if (!this.#people.get(userId)?.left) return;
    this.#leaving.delete(userId);
    this.#people.delete(userId);
  }

  /** When the passing of time makes somebody something else next, if nothing else happens; null: never. */
  get nextLookMs(): number | null {
    const [awakeSince] = this.#awake.values();
    const [leftAt] = this.#leaving.values();
    if (awakeSince === undefined) return leftAt === undefined ? null : leftAt + graceMs;
    return leftAt === undefined ? awakeSince + idleAfterMs : Math.min(awakeSince + idleAfterMs, leftAt + graceMs);
  }

  /** Whom it has made something else by now, since this was asked last. */
  takeDue(nowMs: number): string[] {
    const due = new Set<string>();
    for (const [connection, sinceMs] of this.#awake) {
      if (nowMs - sinceMs < idleAfterMs) break;
      this.#awake.delete(connection);
      due.add(connection.userId);
    }
    for (const [userId, sinceMs] of this.#leaving) {
      if (nowMs - sinceMs < graceMs) break;
      this.#leaving.delete(userId);
      due.add(userId);
    }
    return [...due];
  }

  #seen(connection: Connection, atMs: number | null): void {
    connection.activeAtMs = atMs;
    // To the end, where the latest stand.
    this.#awake.delete(connection);
    if (atMs !== null) this.#awake.set(connection, atMs);
  }

  get userIds(): Iterable<string> {
    return this.#people.keys();
  }
}
