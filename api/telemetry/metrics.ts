import { AggregatorRegistry, collectDefaultMetrics, Counter, Histogram, register, Registry } from 'prom-client';

/** All metrics of one process at one moment, to be sent to another. */
export type MetricsSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

export interface Metrics {
  readonly contentType: string;
  /** In Prometheus' text format. */
  render(): Promise<string>;
  collect(): Promise<MetricsSnapshot>;
  readonly countDatabaseCommand: (command: string, collection: string) => void;
  observeOperation(kind: string, succeeded: boolean, seconds: number): void;
}

/** Counts of its own, shown together with those that parts keep in prom-client's default registry (the live engine). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const databaseCommands = new Counter({
    name: 'database_commands_total',
    help: 'Commands sent to the database, by name and collection.',
    labelNames: ['command', 'collection'],
    registers: [registry],
  });
  const operations = new Histogram({
    name: 'graphql_operation_seconds',
    help: 'Seconds that GraphQL operations over HTTP took, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    render: () => Registry.merge([registry, register]).metrics(),
    collect: () => Registry.merge([registry, register]).getMetricsAsJSON(),
    countDatabaseCommand: (command, collection) => databaseCommands.inc({ command, collection }),
    observeOperation: (kind, succeeded, seconds) => operations.observe({ kind, outcome: succeeded ? 'ok' : 'error' }, seconds),
  };
}

/** Metrics of several processes in one text. Each series tells its process, so that nothing is added up that means nothing as a sum. */
export function renderTogether(snapshots: readonly { readonly process: string; readonly metrics: MetricsSnapshot }[]): Promise<string> {
  const labelled = snapshots.map(({ process, metrics }) =>
    metrics.map((metric) => ({
      ...metric,
      // No two series are alike any more, so this only gathers those of one name.
      aggregator: 'sum',
      values: metric.values.map((value) => ({ ...value, labels: { process, ...value.labels } })),
    })),
  );
  return AggregatorRegistry.aggregate(labelled).metrics();
}
