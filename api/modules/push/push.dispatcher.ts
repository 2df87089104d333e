import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Types } from 'mongoose';
import type { Logger } from 'pino';
import type { Change } from '../../live/change.js';
import { removePushOfSession } from './push.actions.js';
import { groupCandidates } from './push.candidates.js';
import { claimMessages } from './push.claims.js';
import type { PushDirectory } from './push.directory.js';
import { pushMetrics } from './push.metrics.js';
import { findDeliveries, type FindActiveSessions, type PushDelivery } from './push.recipients.js';

/** Who reads it within this time is not notified. */
const delayMs = 2_000;
const retryAfterMs = 2_000;
const maxWaiting = 10_000;
const maxBatch = 200;

export interface DispatcherOptions {
  readonly directory: PushDirectory;
  /** Members of that conversation among the candidates, by their ids. */
  membersAmong(conversationId: string, candidates: ReadonlyMap<string, unknown>): readonly string[];
  readonly findActiveSessions: FindActiveSessions;
  /** Resolves when there is room for more. */
  send(deliveries: readonly PushDelivery[]): Promise<void>;
  readonly log: Logger;
}

interface Waiting {
  readonly messageId: string;
  readonly conversationId: string;
  readonly authorId: string;
  readonly dueAtMs: number;
}

/**
 * From new messages, as the change feed tells them, to the notifications that are to be sent. Every process hears of every message; whoever claims it sends all of its
 * notifications, once. A process that ends in that moment takes them with it: they are a help, and the message itself waits.
 */
export class PushDispatcher {
  readonly #options: DispatcherOptions;
  readonly #ownName = randomUUID();
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | null = null;
  readonly #stop = new AbortController();

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  hear(change: Change): void {
    const { collection, operation, id, document, updated } = change;
    this.#options.directory.hear(change);
    if (collection === 'sessions' && (operation === 'delete' || updated.endedAt)) void this.#forget(id);
    if (collection !== 'messages' || operation !== 'insert' || document?.kind !== 'TEXT') return;
    if (!(document.conversationId instanceof Types.ObjectId)) return;
    const [conversationId, authorId] = [document.conversationId.toHexString(), String(document.authorId)];
    if (this.#recipients(conversationId, authorId).length === 0) return;
    this.#waiting.push({ messageId: id, conversationId, authorId, dueAtMs: performance.now() + delayMs });
    if (this.#waiting.length > maxWaiting) {
      this.#waiting.shift();
      pushMetrics.notifications.inc({ outcome: 'dropped' });
    }
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#working;
  }

  #recipients(conversationId: string, authorId: string): string[] {
    const { directory } = this.#options;
    if (directory.users.size === 0) return [];
    return this.#options.membersAmong(conversationId, directory.users).filter((userId) => userId !== authorId);
  }

  #schedule(): void {
    const [next] = this.#waiting;
    if (!next || this.#stop.signal.aborted || this.#working) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#working = this.#work().then(() => {
        this.#working = null;
        this.#schedule();
      });
    }, next.dueAtMs - performance.now()).unref();
  }

  /** Never rejects. */
  async #work(): Promise<void> {
    const nowMs = performance.now();
    const due = this.#waiting.slice(0, maxBatch).filter(({ dueAtMs }) => dueAtMs <= nowMs);
    // A timer may be early, by less than a millisecond.
    if (due.length === 0) return;
    const ids = due.map(({ messageId }) => messageId);
    const claimed = await this.#persist(() => claimMessages(ids, this.#ownName));
    if (!claimed) return;
    const done = new Set(due);
    this.#waiting = this.#waiting.filter((waiting) => !done.has(waiting));
    const own = due.filter(({ messageId }) => claimed.has(messageId));
    for (const candidates of groupCandidates(own, ({ conversationId, authorId }) => this.#recipients(conversationId, authorId))) {
      // A part all at once, or not at all: what fails is looked up again, and nothing may be sent twice.
      const deliveries = await this.#persist(() => findDeliveries(candidates, this.#options.findActiveSessions));
      if (!deliveries) return;
      await this.#options.send(deliveries);
    }
  }

  /** Tries again, after a while each time, until it succeeds. Null where it was stopped meanwhile. */
  async #persist<T>(find: () => Promise<T>): Promise<T | null> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        return await find();
      } catch (error) {
        this.#options.log.warn({ err: error }, 'who is to be notified could not be looked up');
        await delay(retryAfterMs, undefined, { signal, ref: false }).catch(() => {
          // Aborted: stop() does not wait for the pause.
        });
      }
    }
    return null;
  }

  async #forget(sessionId: string): Promise<void> {
    if (this.#options.directory.users.size === 0) return;
    try {
      await removePushOfSession(sessionId);
    } catch (error) {
      // Whoever is to send next looks at the session, too.
      this.#options.log.debug({ err: error }, 'subscriptions of a session that has ended could not be taken away');
    }
  }
}
