import { Counter, Gauge } from 'prom-client';

const outcomes = ['delivered', 'gone', 'refused', 'failed', 'dropped', 'withdrawn'] as const;

/** What `/metrics` tells of Web Push (prom-client's default registry). */
export const pushMetrics = {
  notifications: new Counter({
    name: 'push_notifications_total',
    help: 'Notifications by outcome: delivered to the push service, gone (the browser has unsubscribed), refused by it, failed after several attempts, dropped because too many waited, withdrawn (it was not to be sent any more when its turn came).',
    labelNames: ['outcome'] as const,
  }),
  waiting: new Gauge({ name: 'push_waiting', help: 'Notifications and messages that wait to be sent, or to be sent again.' }),
};
for (const outcome of outcomes) pushMetrics.notifications.inc({ outcome }, 0);
