import { createServer, type Socket } from 'node:net';
import type { Config } from '../config.js';
import { startEmbedded } from '../database/start-embedded.js';
import type { RunningServer } from '../server.js';
import type { Logger } from '../telemetry/log.js';
import { listen, ListenError } from '../transport/listen.js';
import { Workers, WorkerStartError } from './workers.js';

interface Surroundings {
  readonly log: Logger;
  /** The server cannot go on: the embedded database has ended. One line for people. */
  readonly onFatal: (message: string) => void;
}

/** The server as several processes: this one has the port and the embedded database, where there is one, and looks after the workers. */
export async function startServer(config: Config, { log, onFatal }: Surroundings): Promise<RunningServer> {
  // Nothing is read here: a worker gets the connection as it came.
  const listener = createServer({ pauseOnConnect: true, noDelay: true, allowHalfOpen: true });
  // First of all, because it fails fastest.
  const port = await listen(listener, config);
  listener.on('connection', refuse);
  const stops: (() => Promise<unknown> | undefined)[] = [];
  // Its callback would wait for all connections of all workers.
  const stop = async () => {
    listener.close();
    for (const each of stops) await each();
  };
  try {
    const embedded = config.database.kind === 'EMBEDDED' ? await startEmbedded(config.database, { log, onFatal }) : null;
    const database = embedded ? ({ kind: 'SHARED', uri: embedded.uri } as const) : config.database;
    const workers = new Workers({ ...config, port, database }, log);
    stops.push(
      () => workers.stop(),
      async () => embedded?.stop(),
    );
    const url = await workers.start();
    listener.off('connection', refuse);
    listener.on('connection', (connection) => {
      if (!workers.serve(connection)) refuse(connection);
    });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** While no worker serves. */
function refuse(connection: Socket): void {
  // The peer may be gone already; there is nobody left to tell.
  connection.on('error', () => undefined);
  connection.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
    connection.destroy(),
  );
}

/** The line for people where a start failed for a reason they can do something about; null for a fault of the program. */
export function describeStartError(error: unknown): string | null {
  const isForPeople =
    error instanceof ListenError ||
    error instanceof WorkerStartError ||
    // By name, because its class is loaded only with the embedded database.
    (error instanceof Error && error.name === 'EmbeddedDatabaseError');
  return isForPeople ? error.message : null;
}
