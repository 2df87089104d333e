import webPush from 'web-push';
import type { Logger } from 'pino';
import { keepConnections, post, type PostAnswer } from '../../outbound/post.js';
import { PushSubscriptionModel, type PushSubscription } from './push.model.js';
import { pushMetrics } from './push.metrics.js';
import type { PushDelivery } from './push.recipients.js';
import { PushQueue, type Queued } from './push.queue.js';
import { createVapidSigner, type VapidSigner } from './push.vapid.js';
import { pushSettings } from './push.settings.js';

const maxPauses = 10_000;
/** For more people than these nothing is looked up in advance: at the pace of most push services they wait for less than a second. */
const maxAhead = 100;
/** So long who has more to send waits for them: they may all wait for a host that does not answer. */
const longestWaitMs = 1_000;
/** What was found so long ago is looked up again before it is sent; so is whatever is sent again. */
const freshMs = 1_000;
/** Pauses after the first attempt, the second, …; after the attempt that follows the last of them it is given up. */
const pausesMs = [2_000, 10_000, 60_000];
const longestPauseMs = 5 * 60_000;
/** How long a push service keeps it for a device that is away. */
const lifeSeconds = 24 * 60 * 60;

/** The delivery as it is now; null where it is not to be sent any more. */
export type FindAgain = (delivery: PushDelivery) => Promise<PushDelivery | null>;

interface Job extends Queued {
  readonly delivery: PushDelivery;
  readonly foundAtMs: number;
  readonly failures: number;
}

/** Encrypts notifications (RFC 8291), signs for the server (RFC 8292) and posts them to the push services, some at a time. */
export class PushSender {
  readonly #findAgain: FindAgain;
  readonly #log: Logger;
  readonly #agent = keepConnections(pushSettings().privateAddresses);
  readonly #sign: VapidSigner;
  readonly #stop = new AbortController();
  readonly #pauses = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #queue = new PushQueue<Job>();
  /** Those who wait for room in the queue. */
  readonly #proceed = new Set<() => void>();
  readonly #longestWaitMs: number;

  constructor(findAgain: FindAgain, log: Logger, waitMs = longestWaitMs) {
    this.#findAgain = findAgain;
    this.#log = log;
    this.#longestWaitMs = waitMs;
    this.#sign = createVapidSigner(pushSettings());
  }

  /** They were found just now. Resolves when there is room for more, after a second in any case, or when it is stopped. */
  async send(deliveries: readonly PushDelivery[]): Promise<void> {
    const foundAtMs = performance.now();
    for (const delivery of deliveries) {
      const { endpoint, userId } = delivery.subscription;
      this.#enqueue({ delivery, foundAtMs, failures: 0, host: new URL(endpoint).host, person: userId.toHexString() });
    }
    if (this.#queue.lanes > maxAhead) await this.#room();
  }

  async stop(): Promise<void> {
    this.#queue.clear();
    for (const pause of this.#pauses) clearTimeout(pause);
    this.#stop.abort();
    this.#admitMore();
    await Promise.all(this.#running);
    this.#agent.destroy();
  }

  #enqueue(job: Job): void {
    if (this.#stop.signal.aborted) return;
    if (this.#queue.push(job)) pushMetrics.notifications.inc({ outcome: 'dropped' });
    this.#measure();
    this.#startNext();
  }

  #startNext(): void {
    for (let job = this.#queue.take(); job; job = this.#queue.take()) {
      const taken = job;
      const run = this.#run(taken).finally(() => {
        this.#queue.leave(taken);
        this.#running.delete(run);
        this.#measure();
        this.#startNext();
      });
      this.#running.add(run);
    }
    this.#admitMore();
  }

  #admitMore(): void {
    if (this.#queue.lanes > maxAhead) return;
    for (const proceed of this.#proceed) proceed();
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      const proceed = () => {
        clearTimeout(timer);
        this.#proceed.delete(proceed);
        resolve();
      };
      const timer = setTimeout(proceed, this.#longestWaitMs).unref();
      this.#proceed.add(proceed);
    });
  }

  /** Never rejects. */
  async #run(job: Job): Promise<void> {
    try {
      const delivery = await this.#renew(job);
      if (delivery) await this.#settle(job, delivery, await this.#post(delivery));
      else pushMetrics.notifications.inc({ outcome: 'withdrawn' });
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#log.debug({ err: error, host: job.host }, 'a push service, or the database, did not answer');
      this.#tryAgain(job, undefined);
    }
  }

  /** Meanwhile somebody else may have that browser, the message may be deleted, … */
  #renew({ delivery, foundAtMs, failures }: Job): PushDelivery | Promise<PushDelivery | null> {
    return failures === 0 && performance.now() - foundAtMs < freshMs ? delivery : this.#findAgain(delivery);
  }

  async #settle(job: Job, { subscription }: PushDelivery, { status, retryAfter }: PostAnswer): Promise<void> {
    if (status >= 200 && status < 300) pushMetrics.notifications.inc({ outcome: 'delivered' });
    else if (status === 404 || status === 410) {
      pushMetrics.notifications.inc({ outcome: 'gone' });
      await PushSubscriptionModel.deleteOne({ _id: subscription._id, createdAt: subscription.createdAt });
    } else if (status === 429 || status >= 500) this.#tryAgain(job, retryAfter);
    else {
      pushMetrics.notifications.inc({ outcome: 'refused' });
      this.#log.warn({ status, host: hostOf(subscription) }, 'a push service refused a notification');
    }
  }

  #post({ subscription, payload }: PushDelivery): Promise<PostAnswer> {
    const { endpoint, p256dh, auth } = subscription;
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), {
      TTL: lifeSeconds,
      urgency: 'high',
      topic: payload.tag,
      headers: { Authorization: this.#sign(endpoint) },
    });
    const { privateAddresses } = pushSettings();
    return post(endpoint, body, headers, { privateAddresses, signal: this.#stop.signal, agent: this.#agent });
  }

  #tryAgain(job: Job, retryAfter: string | undefined): void {
    const pauseMs = pausesMs[job.failures];
    if (pauseMs === undefined || this.#pauses.size >= maxPauses) {
      pushMetrics.notifications.inc({ outcome: 'failed' });
      return;
    }
    const askedMs = Number(retryAfter ?? 0) * 1000;
    const pause = setTimeout(
      () => {
        this.#pauses.delete(pause);
        this.#enqueue({ ...job, failures: job.failures + 1 });
      },
      Math.min(longestPauseMs, Math.max(pauseMs, Number.isFinite(askedMs) ? askedMs : 0)),
    ).unref();
    this.#pauses.add(pause);
  }

  #measure(): void {
    pushMetrics.waiting.set(this.#queue.waiting + this.#pauses.size + this.#running.size);
  }
}

const hostOf = ({ endpoint }: PushSubscription): string => new URL(endpoint).host;
