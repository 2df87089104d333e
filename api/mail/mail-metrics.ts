import { Counter } from 'prom-client';

/** What `/metrics` tells of the mails (prom-client's default registry). */
export const mailMetrics = {
  deliveries: new Counter({
    name: 'mail_deliveries_total',
    help: 'Mails that were handed to the SMTP server (sent), left for a later try (postponed), or given up (dropped).',
    labelNames: ['outcome'] as const,
  }),
};
for (const outcome of ['sent', 'postponed', 'dropped']) mailMetrics.deliveries.inc({ outcome }, 0);
