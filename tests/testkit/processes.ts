import type { EventView } from './documents.js';
import type { LiveStream } from './live-stream.js';
import { readSeries } from './metrics.js';
import type { Person } from './people.js';
import { startServer, type ServerOptions, type TestServer } from './server.js';
import { waitFor } from './wait.js';

/** A server of several processes. Its log tells the pids of its workers. */
export function startProcesses(count: number, { env, ...options }: ServerOptions = {}): Promise<TestServer> {
  return startServer({ ...options, env: { PROCESSES: String(count), LOG_LEVEL: 'info', ...env } });
}

interface LogLine {
  readonly msg: string;
  readonly process?: number;
  readonly startedPid?: number;
}

/** What its log says, by now. */
export function readLog(server: Pick<TestServer, 'logs'>): LogLine[] {
  const lines = server.logs.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  return lines.map((line) => JSON.parse(line) as LogLine);
}

/** The pids of the workers that were started last, by number. */
export function workerPids(server: Pick<TestServer, 'logs'>): ReadonlyMap<number, number> {
  return new Map(readLog(server).flatMap(({ process, startedPid }) => (process && startedPid ? [[process, startedPid] as const] : [])));
}

/** How many subscriptions to `events` each worker serves, by number. */
export async function countSubscribers(server: Pick<TestServer, 'url'>): Promise<ReadonlyMap<string, number>> {
  const series = (await readSeries(server, 'live_subscribers')).filter(({ labels }) => labels.kind === 'events');
  return new Map(series.map(({ labels, value }) => [labels.process ?? '', value]));
}

export interface Device {
  readonly device: Person;
  readonly events: LiveStream<EventView>;
}

const triesPerProcess = 20;

/**
 * One device of a person on each of the workers, by the worker's number, with a stream of events that is live. Devices whose worker had one
 * already are disconnected. Nobody else may come or go meanwhile.
 */
export async function onEveryProcess(server: TestServer, person: Person, count: number): Promise<ReadonlyMap<string, Device>> {
  const devices = new Map<string, Device>();
  for (let tries = 0; devices.size < count; tries += 1) {
    if (tries > count * triesPerProcess) throw new Error(`${tries} sockets came to ${devices.size} of ${count} processes.`);
    const before = await countSubscribers(server);
    const device = person.on(server);
    const events = await device.events();
    await events.next(({ __typename, live }) => __typename === 'CursorAdvanced' && live === true);
    const process = await waitFor(
      async () => [...(await countSubscribers(server))].find(([number, value]) => value > (before.get(number) ?? 0))?.[0],
      () => 'no process serves the new subscription',
    );
    if (!devices.has(process)) devices.set(process, { device, events });
    else {
      device.disconnect();
      const whole = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, value) => sum + value, 0);
      const wanted = whole(before);
      await waitFor(
        async () => whole(await countSubscribers(server)) === wanted,
        () => 'the process does not let a closed socket go',
      );
    }
  }
  return devices;
}
