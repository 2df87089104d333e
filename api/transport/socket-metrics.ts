import { Counter, Gauge } from 'prom-client';

/** What `/metrics` tells of the sockets (prom-client's default registry). */
export const socketMetrics = {
  open: new Gauge({ name: 'sockets', help: 'Open WebSockets.' }),
  terminations: new Counter({
    name: 'socket_terminations_total',
    help: 'Sockets that were cut off: their peer took nothing for 15 s (stalled), left more than 1 MiB unread (unsent), or answered no ping (silent).',
    labelNames: ['reason'] as const,
  }),
};
for (const reason of ['stalled', 'unsent', 'silent']) socketMetrics.terminations.inc({ reason }, 0);
