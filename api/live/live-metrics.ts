import { Counter, Gauge } from 'prom-client';

/** Counted at every delivery, where a labelled counter would cost more than the delivery: `/metrics` reads it from here. */
export const deliveries = { count: 0, overflows: 0 };

/** When the newest change came in (monotonic, ms); null before the first. */
export const feedArrival: { atMs: number | null } = { atMs: null };

type Queues = Iterable<{ readonly size: number }>;
const measured = new Set<Queues>();

/** The queues of these subscribers are looked at whenever `/metrics` is read. Returns how to end that. */
export function measureQueues(queues: Queues): () => void {
  measured.add(queues);
  return () => void measured.delete(queues);
}

const queueSizes = (): number[] => [...measured].flatMap((queues) => [...queues].map(({ size }) => size));

/** What `/metrics` tells of the live engine (prom-client's default registry). */
export const liveMetrics = {
  feedLagSeconds: new Gauge({
    name: 'feed_lag_seconds',
    help: 'Time from the commit of the newest change seen to its arrival in this process, by the two clocks.',
  }),
  feedSilence: new Gauge({
    name: 'feed_silent_seconds',
    help: 'Time since the newest change was seen; a heartbeat comes every few seconds.',
    collect() {
      this.set(feedArrival.atMs === null ? 0 : (performance.now() - feedArrival.atMs) / 1000);
    },
  }),
  queuedEvents: new Gauge({
    name: 'live_queued_events',
    help: 'Events that wait for their subscribers, in all queues.',
    collect() {
      this.set(queueSizes().reduce((sum, size) => sum + size, 0));
    },
  }),
  deepestQueue: new Gauge({
    name: 'live_deepest_queue_events',
    help: 'Events that wait for the subscriber who is furthest behind.',
    collect() {
      this.set(queueSizes().reduce((deepest, size) => Math.max(deepest, size), 0));
    },
  }),
  subscribers: new Gauge({ name: 'live_subscribers', help: 'Open subscriptions.', labelNames: ['kind'] as const }),
  queueOverflows: new Counter({
    name: 'live_queue_overflows_total',
    help: 'Subscribers that were ended because they fell behind.',
    collect() {
      this.reset();
      this.inc(deliveries.overflows);
    },
  }),
  events: new Counter({ name: 'live_events_total', help: 'Events announced by the change feed.', labelNames: ['type'] as const }),
  deliveries: new Counter({
    name: 'live_deliveries_total',
    help: 'Events handed to subscribers.',
    collect() {
      this.reset();
      this.inc(deliveries.count);
    },
  }),
  feedReconnects: new Counter({ name: 'feed_reconnects_total', help: 'Times the change stream had to be opened again.' }),
  historyLost: new Counter({
    name: 'feed_history_lost_total',
    help: 'Times the feed lost its place, and all subscribers had to catch up by state, or to start anew.',
  }),
  catchUps: new Counter({ name: 'live_catch_ups_total', help: 'Catch-ups by state that were begun.' }),
};
for (const kind of ['events', 'typing', 'presence']) liveMetrics.subscribers.set({ kind }, 0);
