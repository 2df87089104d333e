import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import type { Logger } from 'pino';
import type { Change } from '../../live/change.js';
import type { Message } from '../messages/message.model.js';
import { removePushOfSession } from './push.actions.js';
import { claimMessages } from './push.claims.js';
import type { PushDirectory } from './push.directory.js';
import { pushMetrics } from './push.metrics.js';
import { findDeliveries, findTexts, type PushDelivery } from './push.recipients.js';

/** Who reads it within this time is not notified. */
const delayMs = 2_000;
const retryAfterMs = 2_000;
const maxWaiting = 10_000;
const maxBatch = 200;

export interface DispatcherOptions {
  readonly directory: PushDirectory;
  /** Members of that conversation among the candidates, by their ids. */
  membersAmong(conversationId: string, candidates: ReadonlyMap<string, unknown>): readonly string[];
  /** Of those people, the sessions that are at their devices now. */
  findActiveSessions(userIds: readonly string[]): Promise<ReadonlySet<string>>;
  send(deliveries: readonly PushDelivery[]): void;
  readonly log: Logger;
}

interface Waiting {
  readonly messageId: string;
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
  #isStopped = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  hear(change: Change): void {
    const { collection, operation, id, document, updated } = change;
    this.#options.directory.hear(change);
    if (collection === 'sessions' && (operation === 'delete' || updated.endedAt)) void this.#forget(id);
    if (collection !== 'messages' || operation !== 'insert' || document?.kind !== 'TEXT') return;
    if (!(document.conversationId instanceof Types.ObjectId)) return;
    if (this.#recipients(document.conversationId.toHexString(), String(document.authorId)).length === 0) return;
    this.#waiting.push({ messageId: id, dueAtMs: performance.now() + delayMs });
    if (this.#waiting.length > maxWaiting) {
      this.#waiting.shift();
      pushMetrics.notifications.inc({ outcome: 'dropped' });
    }
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  #recipients(conversationId: string, authorId: string): string[] {
    const { directory } = this.#options;
    if (directory.users.size === 0) return [];
    return this.#options.membersAmong(conversationId, directory.users).filter((userId) => userId !== authorId);
  }

  #schedule(pauseMs = 0): void {
    const [next] = this.#waiting;
    if (!next || this.#isStopped || this.#working) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#working = this.#work().then((succeeded) => {
          this.#working = null;
          this.#schedule(succeeded ? 0 : retryAfterMs);
        });
      },
      Math.max(pauseMs, next.dueAtMs - performance.now()),
    ).unref();
  }

  /** Never rejects. False where it is to be tried again, after a while. */
  async #work(): Promise<boolean> {
    const nowMs = performance.now();
    const due = this.#waiting.slice(0, maxBatch).filter(({ dueAtMs }) => dueAtMs <= nowMs);
    const ids = due.map(({ messageId }) => messageId);
    try {
      const claimed = await claimMessages(ids, this.#ownName);
      if (claimed.size > 0) await this.#notify(await findTexts([...claimed]));
    } catch (error) {
      this.#options.log.warn({ err: error }, 'who is to be notified could not be looked up');
      return false;
    }
    this.#waiting = this.#waiting.filter(({ messageId }) => !ids.includes(messageId));
    return true;
  }

  async #notify(messages: readonly Message[]): Promise<void> {
    const candidates = messages.flatMap((message) =>
      this.#recipients(message.conversationId.toHexString(), String(message.authorId)).map((userId) => ({ message, userId })),
    );
    // All or none: what fails is looked up again, and nothing may be sent twice.
    this.#options.send(await findDeliveries(candidates, (userIds) => this.#options.findActiveSessions(userIds)));
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
