import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../graphql/errors.js';
import type { DeliveredEvent } from '../../live/events.js';
import type { Live } from '../../live/live.js';
import { noteAttempt, openDelivery } from './delivery.actions.js';
import { attemptDelivery } from './delivery.attempt.js';
import { disableWebhook } from './webhook.actions.js';
import { draftDelivery, subscribedTypes } from './webhook.events.js';
import { WebhookModel, type Webhook } from './webhook.model.js';

const firstPauseMs = 500;
const maxPauseMs = 30_000;
/** A cursor between deliveries is stored that often at most: it only shortens what a restart looks through. */
const saveEveryMs = 60_000;
/** The receiver says that it is gone for good (Standard Webhooks). */
const goneStatus = 410;

export interface WorkerParts {
  readonly live: Pick<Live, 'subscribeToEvents' | 'currentCursor'>;
  readonly log: Logger;
}

/** The webhook was deleted, or somebody else works at it. */
class WebhookTakenError extends Error {}

/**
 * Works at one webhook: follows its owner's events from its cursor, one delivery after the other. While one waits for its next attempt nothing is held in
 * memory: the events stay where they are, in the history of changes, and are read again from the cursor.
 */
export class WebhookWorker {
  readonly version: number;
  readonly #webhook: Webhook;
  readonly #parts: WorkerParts;
  readonly #stop = new AbortController();
  readonly #run: Promise<void>;
  /** As far as everything was delivered, and as far as the database knows. */
  #cursor: string;
  #storedCursor: string;
  #savedAtMs = performance.now();
  #pauses = 0;
  #isOver = false;

  constructor(webhook: Webhook, parts: WorkerParts) {
    this.version = webhook.version;
    this.#webhook = webhook;
    this.#parts = parts;
    this.#cursor = webhook.cursor;
    this.#storedCursor = webhook.cursor;
    this.#run = this.#work();
  }

  /** It has ended by itself. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Also what is being sent is given up: it is sent again, under the same id. Never rejects. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#run;
  }

  async #work(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const pauseMs = await this.#follow();
        if (pauseMs === null) break;
        await this.#pause(pauseMs);
      } catch (error) {
        if (signal.aborted || error instanceof WebhookTakenError) break;
        await this.#recover(error);
      }
    }
    this.#isOver = true;
  }

  /** Delivers until something fails. How long to wait then; null: for ever. */
  async #follow(): Promise<number | null> {
    const { signal } = this.#stop;
    const { live } = this.#parts;
    const userId = this.#webhook.ownerId.toHexString();
    const events = live.subscribeToEvents({ userId, after: this.#cursor, types: subscribedTypes(this.#webhook) });
    const end = () => void events.return?.();
    signal.addEventListener('abort', end, { once: true });
    try {
      for await (const event of events) {
        const next = await this.#deliver(event);
        if (next !== 'goes on') return next;
        this.#pauses = 0;
      }
      return firstPauseMs;
    } finally {
      signal.removeEventListener('abort', end);
      await events.return?.();
    }
  }

  async #deliver(event: DeliveredEvent): Promise<'goes on' | number | null> {
    const draft = draftDelivery(this.#webhook, event);
    if (draft) {
      const delivery = await openDelivery(draft);
      const waitMs = (delivery.nextAttemptAt?.getTime() ?? 0) - Date.now();
      if (delivery.deliveredAt === null) {
        if (waitMs > 0) return waitMs;
        const outcome = await attemptDelivery(this.#webhook, delivery, this.#stop.signal);
        const nextAttemptAt = await noteAttempt(delivery, outcome);
        if (outcome.kind === 'failed') {
          const { status, reason } = outcome;
          const webhook = this.#webhook._id.toHexString();
          if (nextAttemptAt === null || status === goneStatus) {
            this.#parts.log.warn({ webhook, reason }, 'a webhook is disabled: its deliveries fail');
            await disableWebhook(this.#webhook._id);
            return null;
          }
          this.#parts.log.info({ webhook, reason }, 'a delivery to a webhook failed, and is tried again');
          return nextAttemptAt.getTime() - Date.now();
        }
      }
    }
    this.#cursor = event.cursor;
    if (draft || performance.now() - this.#savedAtMs > saveEveryMs) await this.#save();
    return 'goes on';
  }

  async #save(): Promise<void> {
    const { matchedCount } = await WebhookModel.updateOne(
      { _id: this.#webhook._id, cursor: this.#storedCursor },
      { $set: { cursor: this.#cursor } },
    );
    if (matchedCount === 0) throw new WebhookTakenError();
    this.#storedCursor = this.#cursor;
    this.#savedAtMs = performance.now();
  }

  async #recover(error: unknown): Promise<void> {
    const { live, log } = this.#parts;
    const webhook = this.#webhook._id.toHexString();
    const code = error instanceof AppError ? error.extensions.code : undefined;
    if (code === 'CURSOR_EXPIRED' || code === 'BAD_USER_INPUT') {
      log.warn({ webhook }, 'a webhook was away for longer than the server remembers: it goes on from now');
      this.#cursor = live.currentCursor();
    } else log.warn({ err: error, webhook }, 'working at a webhook failed, and is tried again');
    this.#pauses += 1;
    await this.#pause(Math.min(maxPauseMs, firstPauseMs * 2 ** this.#pauses));
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stop.signal }).catch(() => {
      // Aborted: stop() does not wait for the pause.
    });
  }
}
