import type { Config } from '../config.js';
import type { MetricsSnapshot } from '../telemetry/metrics.js';

/** What the supervisor says to a worker. */
export type ToWorker =
  /** First of all, once it listens: `number` is the worker's place among `count`. */
  | { readonly kind: 'start'; readonly config: Config; readonly number: number; readonly count: number }
  /** So many workers can serve now. */
  | { readonly kind: 'serving'; readonly serving: number }
  /** The worker's own metrics are wanted; the answer is `metrics` with that id. */
  | { readonly kind: 'collectMetrics'; readonly id: number }
  /** The answer to `wantAllMetrics`. */
  | { readonly kind: 'allMetrics'; readonly id: number; readonly text: string }
  /** Comes with a connection; the answer is `taken` with that id. */
  | { readonly kind: 'connection'; readonly id: number }
  | { readonly kind: 'stop' };

/** What a worker says to the supervisor. */
export type FromWorker =
  /** It listens to messages: what is said before is lost. */
  | { readonly kind: 'listening' }
  | { readonly kind: 'ready'; readonly url: string }
  /** It has that connection: the supervisor's hold on it is not needed any more. */
  | { readonly kind: 'taken'; readonly id: number }
  /** It cannot start, and ends. One line for people. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'metrics'; readonly id: number; readonly metrics: MetricsSnapshot }
  | { readonly kind: 'wantAllMetrics'; readonly id: number };
