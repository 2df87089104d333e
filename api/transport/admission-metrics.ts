import { Counter } from 'prom-client';

/** What `/metrics` tells of the guard (prom-client's default registry). */
export const admissionMetrics = {
  costRefusals: new Counter({
    name: 'cost_refusals_total',
    help: 'Operations that were refused because of their cost: above what one may cost (operation), or what is left of a budget (account).',
    labelNames: ['limit'] as const,
  }),
};
admissionMetrics.costRefusals.inc({ limit: 'operation' }, 0);
admissionMetrics.costRefusals.inc({ limit: 'account' }, 0);
