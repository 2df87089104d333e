import type { TestServer } from './server.js';
import { waitFor } from './wait.js';

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric's series in `/metrics`. Throws when there are none. */
export async function readSeries(server: Pick<TestServer, 'url'>, name: string): Promise<readonly Series[]> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const series = text.split('\n').flatMap((line) => {
    const parts = /^(\w+)(?:\{([^}]*)\})? (\S+)$/.exec(line);
    if (!parts || parts[1] !== name) return [];
    const pairs = [...(parts[2] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value] as const);
    return [{ labels: Object.fromEntries(pairs), value: Number(parts[3]) }];
  });
  if (series.length === 0) throw new Error(`/metrics has no ${name}:\n${text.slice(0, 2000)}`);
  return series;
}

/** The sum of a counter's series in `/metrics`, over all labels or over those that `only` accepts. */
export async function readCounter(
  server: Pick<TestServer, 'url'>,
  name: string,
  only: (labels: Readonly<Record<string, string>>) => boolean = () => true,
): Promise<number> {
  const series = await readSeries(server, name);
  return series.filter(({ labels }) => only(labels)).reduce((sum, { value }) => sum + value, 0);
}

/**
 * Commands that requests make to the database. The change feed's getMore and the heartbeat's writes go on whatever anybody asks, whether a
 * session goes on is asked every two seconds, and whether a mail waits from time to time.
 */
const requestCommands = new Set(['find', 'aggregate', 'count', 'distinct', 'insert', 'update', 'delete', 'findAndModify', 'findandmodify']);
const uncountedCollections = new Set(['heartbeats', 'sessions', 'waitingMails']);
const quietMs = 150;

/**
 * How many database commands the operation cost. Whoever asks sees to it that no other request runs; what the server still does for earlier
 * ones (reading for its subscribers what they changed) is waited for.
 */
export async function countDatabaseCommands(server: Pick<TestServer, 'url'>, operation: () => Promise<unknown>): Promise<number> {
  const read = () =>
    readCounter(
      server,
      'database_commands_total',
      ({ command = '', collection = '' }) => requestCommands.has(command) && !uncountedCollections.has(collection),
    );
  let before = await read();
  await waitFor(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, quietMs));
      const now = await read();
      const isQuiet = now === before;
      before = now;
      return isQuiet;
    },
    () => 'the server never stops asking its database',
  );
  await operation();
  return (await read()) - before;
}
