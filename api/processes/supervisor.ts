import { createServer } from 'node:net';
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
  const port = await choosePort(config);
  const embedded = config.database.kind === 'EMBEDDED' ? await startEmbedded(config.database, { log, onFatal }) : null;
  const database = embedded ? ({ kind: 'SHARED', uri: embedded.uri } as const) : config.database;
  const workers = new Workers({ ...config, port, database }, log);
  const stop = async () => {
    await workers.stop();
    await embedded?.stop();
  };
  try {
    return { url: await workers.start(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * A port that is taken is found out before anything is started. Workers that come later must ask for the same port as the first, so a free one is
 * chosen here for all of them, and left for them to take.
 */
async function choosePort(config: Config): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, config);
  await new Promise((resolve) => probe.close(resolve));
  return port;
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
