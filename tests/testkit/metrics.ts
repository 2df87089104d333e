import type { TestServer } from './server.js';

/** The sum of a counter's series in `/metrics`, over all labels or over those that `only` accepts. */
export async function readCounter(
  server: Pick<TestServer, 'url'>,
  name: string,
  only: (labels: Readonly<Record<string, string>>) => boolean = () => true,
): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const series = text.split('\n').flatMap((line) => {
    const parts = /^(\w+)(?:\{([^}]*)\})? (\S+)$/.exec(line);
    if (!parts || parts[1] !== name) return [];
    const pairs = [...(parts[2] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value] as const);
    const labels: Record<string, string> = Object.fromEntries(pairs);
    return [{ labels, value: Number(parts[3]) }];
  });
  if (series.length === 0) throw new Error(`/metrics has no ${name}:\n${text.slice(0, 2000)}`);
  return series.filter(({ labels }) => only(labels)).reduce((sum, { value }) => sum + value, 0);
}

/** Commands that requests make to the database: not the server's own heartbeat, cursors and look-outs. */
const requestCommands = new Set([
  'find',
  'aggregate',
  'count',
  'distinct',
  'getMore',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
]);

/** How many database commands the operation cost. Whoever asks sees to it that nothing else runs; `quiet` may leave out more kinds. */
export async function countDatabaseCommands(
  server: Pick<TestServer, 'url'>,
  operation: () => Promise<unknown>,
  kinds: ReadonlySet<string> = new Set([...requestCommands].filter((kind) => kind !== 'getMore')),
): Promise<number> {
  const read = () =>
    readCounter(
      server,
      'database_commands_total',
      ({ command, collection }) => command !== undefined && kinds.has(command) && collection !== 'heartbeats',
    );
  const before = await read();
  await operation();
  return (await read()) - before;
}
