import { Counter, Gauge } from 'prom-client';

/** What `/metrics` tells of the execution of subscriptions (prom-client's default registry). */
export const executionMetrics = {
  executions: new Counter({
    name: 'live_executions_total',
    help: 'Executions of events: shared by a group of like subscriptions, or for one viewer.',
    labelNames: ['kind'] as const,
  }),
  groups: new Gauge({ name: 'live_groups', help: 'Groups of like subscriptions that are executed together.' }),
};
executionMetrics.executions.inc({ kind: 'shared' }, 0);
executionMetrics.executions.inc({ kind: 'viewer' }, 0);
