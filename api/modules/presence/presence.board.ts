import { setTimeout as delay } from 'node:timers/promises';
import { mongo, Types } from 'mongoose';
import type { Logger } from 'pino';
import type { ViewerIdentity } from '../../context.js';
import type { Change } from '../../live/change.js';
import { findUser } from '../users/user.queries.js';
import { ConnectedPeople, type Holder, type Reported } from './connected-people.js';
import { presenceCollection, unjournalled, type PresenceEntry, type PresenceRecord } from './presence.model.js';

/** What changes within this time is written together: after a restart thousands come back at once. */
const writeAfterMs = 100;
const retryAfterMs = 1_000;
const maxWritesPerCommand = 500;

const none = '';

/** What this process tells the database of the people who are connected to it, written when it changes. */
export class PresenceBoard {
  readonly #processId: string;
  readonly #log: Logger;
  readonly #people = new ConnectedPeople();
  /** What the database has of this process, by user, as far as is known. */
  readonly #written = new Map<string, string>();
  /** Whom to look at when it is written next. */
  #changed = new Set<string>();
  /** Sockets of programs, of which is not known yet whom they speak for. */
  readonly #programs = new Set<object>();
  #underWay: ReadonlySet<string> = new Set();
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** Until time makes somebody something else, and when that is. */
  #look: { readonly atMs: number; readonly timer: NodeJS.Timeout } | null = null;
  #isStopped = false;

  constructor(processId: string, log: Logger) {
    this.#processId = processId;
    this.#log = log;
  }

  /**
   * A socket was opened for somebody. `connection` is whatever stands for it, the same in `close` and `report`. A program that speaks for a person, with an access
   * token, is not that person; a bot is its program.
   */
  open(connection: object, viewer: Holder & Pick<ViewerIdentity, 'scopes'>): void {
    if (viewer.scopes === null) this.#admit(connection, viewer);
    else void this.#admitBot(connection, viewer);
  }

  close(connection: object): void {
    this.#programs.delete(connection);
    const userId = this.#people.close(connection, performance.now());
    if (userId !== null) this.#note(userId);
  }

  report(holder: Holder, isActive: boolean, connection: object | null): Reported {
    const reported = this.#people.report(holder, isActive, connection, performance.now());
    if (reported !== 'NOBODY') this.#note(holder.userId);
    return reported;
  }

  /** Of each change, in commit order: what other processes were told over HTTP, and whether what is written here is still there. */
  hear({ collection, operation, id, changedFields, updated, document }: Change): void {
    if (collection !== 'presence') return;
    const report = operation === 'update' ? updated.report : document?.report;
    if (isReport(report)) this.report({ userId: id, sessionId: report.sessionId }, report.active, null);
    if (operation === 'update' && !changedFields.has('on')) return;
    // Others may have taken this process for dead while the database was away for it.
    const stored = keyOf(entryIn(document?.on, this.#processId));
    if (this.#underWay.has(id) || stored === (this.#written.get(id) ?? none)) return;
    this.#remember(id, stored);
    this.#note(id);
  }

  /** Nobody knows what was missed: everything is written anew. */
  rewrite(): void {
    this.#written.clear();
    for (const userId of this.#people.userIds) this.#note(userId);
  }

  /** Writes nothing more. What is written stays: whoever comes back elsewhere was never away, and the others take away what is left of this process. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#look?.timer);
    clearTimeout(this.#timer);
    await this.#writing;
  }

  #admit(connection: object, { userId, sessionId }: Holder): void {
    this.#people.open(connection, { userId, sessionId }, performance.now());
    this.#note(userId);
  }

  async #admitBot(connection: object, viewer: Holder): Promise<void> {
    this.#programs.add(connection);
    try {
      const user = await findUser({ id: viewer.userId });
      // It may have been closed meanwhile.
      if (this.#programs.delete(connection) && user?.bot) this.#admit(connection, viewer);
    } catch (error) {
      this.#log.warn({ err: error }, 'whose a socket is could not be looked up');
    }
  }

  /** One timer for all: who was seen later is due later, so that it is set anew only where it comes to its end, or somebody leaves. */
  #watchTime(): void {
    const atMs = this.#people.nextLookMs;
    if (this.#isStopped || atMs === null || (this.#look && this.#look.atMs <= atMs)) return;
    clearTimeout(this.#look?.timer);
    const timer = setTimeout(
      () => {
        this.#look = null;
        for (const userId of this.#people.takeDue(performance.now())) this.#note(userId);
        this.#watchTime();
      },
      Math.max(1, Math.ceil(atMs - performance.now())),
    ).unref();
    this.#look = { atMs, timer };
  }

  #note(userId: string): void {
    this.#changed.add(userId);
    this.#schedule(writeAfterMs);
    this.#watchTime();
  }

  #schedule(afterMs: number): void {
    if (this.#isStopped || this.#writing) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#write().finally(() => {
        this.#writing = null;
        if (this.#changed.size > 0) this.#schedule(writeAfterMs);
      });
    }, afterMs).unref();
  }

  /** Never rejects. */
  async #write(): Promise<void> {
    const nowMs = performance.now();
    const looked = [...this.#changed].slice(0, maxWritesPerCommand);
    for (const userId of looked) this.#changed.delete(userId);
    const due = looked.flatMap((userId) => {
      const entry = this.#people.stateOf(userId, nowMs);
      if (!entry) this.#people.forget(userId);
      return keyOf(entry) === (this.#written.get(userId) ?? none) ? [] : [{ userId, entry }];
    });
    if (due.length === 0) return;
    this.#underWay = new Set(due.map(({ userId }) => userId));
    let failed: ReadonlySet<number> = new Set();
    try {
      await presenceCollection().bulkWrite(
        due.map(({ userId, entry }) => this.#updateOf(userId, entry)),
        { ordered: false, ...unjournalled },
      );
    } catch (error) {
      const refused = findRefused(error);
      failed = refused ?? new Set(due.keys());
      if (!refused) {
        this.#log.warn({ err: error }, 'who is connected could not be written');
        await delay(retryAfterMs, undefined, { ref: false });
      }
    }
    due.forEach(({ userId, entry }, index) => {
      if (failed.has(index)) this.#changed.add(userId);
      else this.#remember(userId, keyOf(entry));
    });
    this.#underWay = new Set();
  }

  #updateOf(userId: string, entry: PresenceEntry | null): mongo.AnyBulkWriteOperation<PresenceRecord> {
    const filter = { _id: new Types.ObjectId(userId) };
    const seen = { $max: { lastSeenAt: new Date() } };
    const place = `on.${this.#processId}`;
    const update = entry
      ? { $set: { [place]: entry }, $addToSet: { processes: this.#processId }, ...seen }
      : { $unset: { [place]: 1 as const }, $pull: { processes: this.#processId }, ...seen };
    return { updateOne: { filter, update, upsert: entry !== null } };
  }

  #remember(userId: string, key: string): void {
    if (key === none) this.#written.delete(userId);
    else this.#written.set(userId, key);
  }
}

const keyOf = (entry: PresenceEntry | null): string => (entry ? [entry.status, ...entry.active].join(' ') : none);

/** Which writes met another process that was making the same record: done again, they find it. Null where it was something else. */
function findRefused(error: unknown): ReadonlySet<number> | null {
  if (!(error instanceof mongo.MongoBulkWriteError)) return null;
  const refused = [error.writeErrors].flat();
  return refused.length > 0 && refused.every(({ code }) => code === 11000) ? new Set(refused.map(({ index }) => index)) : null;
}

function entryIn(on: unknown, processId: string): PresenceEntry | null {
  const entry: unknown = isRecord(on) ? on[processId] : undefined;
  if (!isRecord(entry) || (entry.status !== 'ONLINE' && entry.status !== 'AWAY') || !Array.isArray(entry.active)) return null;
  return { status: entry.status, active: entry.active.map(String) };
}

function isReport(value: unknown): value is { readonly sessionId: string; readonly active: boolean } {
  return isRecord(value) && typeof value.sessionId === 'string' && typeof value.active === 'boolean';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
