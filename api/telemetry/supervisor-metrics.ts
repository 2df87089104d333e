import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { MetricsSnapshot } from './metrics.js';

interface SupervisorMetrics {
  setServing(count: number): void;
  countRestart(): void;
  collect(): Promise<MetricsSnapshot>;
}

/** What the supervisor of several processes adds to their metrics: itself (and the embedded database, which lives in it) and how they do. */
export function createSupervisorMetrics(): SupervisorMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const serving = new Gauge({ name: 'processes_serving', help: 'Processes of this server that can serve.', registers: [registry] });
  const restarts = new Counter({ name: 'process_restarts_total', help: 'Times a process was started again.', registers: [registry] });
  return {
    setServing: (count) => serving.set(count),
    countRestart: () => restarts.inc(),
    collect: () => registry.getMetricsAsJSON(),
  };
}
