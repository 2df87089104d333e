import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Change } from '../../live/change.js';
import type { Live } from '../../live/live.js';
import { holdLease, releaseLease } from './lease.actions.js';
import { WebhookModel, type Webhook } from './webhook.model.js';
import { WebhookWorker } from './webhook.worker.js';

const leaseId = 'webhooks';
const leaseLifeMs = 15_000;
const turnEveryMs = 4_000;

export interface DispatcherOptions {
  readonly live: Live;
  /** A process that hears nothing of the database leaves the work to others. */
  isHealthy(): boolean;
}

/**
 * Delivers to all webhooks, in one process at a time: the one that holds the lease. Where that one ends, another takes over within 20 s, at once after an
 * orderly stop. Each webhook has a worker of its own, so that none waits for another.
 */
export class WebhookDispatcher {
  readonly #log: Logger;
  readonly #holder = randomUUID();
  readonly #workers = new Map<string, WebhookWorker>();
  #options: DispatcherOptions | null = null;
  #heldUntilMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #turn: Promise<void> | null = null;
  #isDue = false;
  #isStopping = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  start(options: DispatcherOptions): void {
    this.#options = options;
    this.#timer = setInterval(() => this.#wake(), turnEveryMs).unref();
    this.#wake();
  }

  /** Told of each change of the database. Every delivery moves the cursor of its webhook; all else changes its version. */
  onChange({ collection, operation, changedFields }: Change): void {
    const isNews = collection === 'webhooks' && (operation !== 'update' || changedFields.has('version'));
    if (isNews && this.#isHolding) this.#wake();
  }

  /** Some changes were missed. */
  onPlaceLost(): void {
    if (this.#isHolding) this.#wake();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#turn;
    await this.#stopWorkers();
    if (!this.#isHolding) return;
    try {
      await releaseLease(leaseId, this.#holder);
    } catch (error) {
      // It ends by itself, too.
      this.#log.warn({ err: error }, 'the lease of the webhooks could not be released');
    }
  }

  get #isHolding(): boolean {
    return performance.now() < this.#heldUntilMs;
  }

  /** One turn at a time; who calls meanwhile gets another after it. */
  #wake(): void {
    this.#isDue = true;
    this.#turn ??= this.#takeTurns();
  }

  async #takeTurns(): Promise<void> {
    while (this.#isDue && !this.#isStopping) {
      this.#isDue = false;
      try {
        await this.#hold();
        if (this.#isHolding) await this.#matchWorkers();
      } catch (error) {
        this.#log.warn({ err: error }, 'looking after the webhooks failed, and is tried again');
      }
      if (!this.#isHolding) await this.#stopWorkers();
    }
    this.#turn = null;
  }

  async #hold(): Promise<void> {
    const beganAtMs = performance.now();
    const isHolder = this.#options?.isHealthy() === true && (await holdLease(leaseId, this.#holder, leaseLifeMs));
    // Less than the database says, because it counts from a later moment.
    this.#heldUntilMs = isHolder ? beganAtMs + leaseLifeMs : 0;
  }

  /** A worker, of the newest version, for each webhook that is active, and for no other. */
  async #matchWorkers(): Promise<void> {
    const active = await WebhookModel.find({ disabledAt: null }, { version: 1 }).lean<Pick<Webhook, '_id' | 'version'>[]>();
    const versions = new Map(active.map(({ _id, version }) => [_id.toHexString(), version]));
    const outdated = [...this.#workers].filter(([id, worker]) => worker.isOver || worker.version !== versions.get(id));
    await Promise.all(outdated.map(([id]) => this.#stopWorker(id)));
    const missing = active.filter(({ _id }) => !this.#workers.has(_id.toHexString()));
    const live = this.#options?.live;
    if (missing.length === 0 || !live) return;
    const webhooks = await WebhookModel.find({ _id: { $in: missing.map(({ _id }) => _id) }, disabledAt: null }).lean<Webhook[]>();
    for (const webhook of webhooks) this.#workers.set(webhook._id.toHexString(), new WebhookWorker(webhook, { live, log: this.#log }));
  }

  async #stopWorker(id: string): Promise<void> {
    await this.#workers.get(id)?.stop();
    this.#workers.delete(id);
  }

  async #stopWorkers(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((id) => this.#stopWorker(id)));
  }
}
