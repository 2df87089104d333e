import { setTimeout as delay } from 'node:timers/promises';
import type { MetricsSnapshot } from '../telemetry/metrics.js';

const answerTimeoutMs = 2_000;

/** Asks workers for their metrics. One that is too busy to answer must not cost the others' their place in a scrape. */
export class WorkerMetrics {
  readonly #waiting = new Map<number, (metrics: MetricsSnapshot) => void>();
  #lastId = 0;

  /** What the worker answers to the message that `send` sends; null where it does not in 2 s. */
  async ask(send: (id: number) => void): Promise<MetricsSnapshot | null> {
    const id = (this.#lastId += 1);
    const answer = new Promise<MetricsSnapshot>((resolve) => this.#waiting.set(id, resolve));
    send(id);
    try {
      return await Promise.race([answer, delay(answerTimeoutMs, null, { ref: false })]);
    } finally {
      this.#waiting.delete(id);
    }
  }

  hear(id: number, metrics: MetricsSnapshot): void {
    this.#waiting.get(id)?.(metrics);
  }
}
