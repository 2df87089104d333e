import { EmbeddedDatabaseError } from '../database/embedded/embedded-error.js';
import { startEmbeddedServer, type EmbeddedServer } from '../database/embedded/embedded-server.js';
import { findRunningEmbedded } from '../database/start-embedded.js';
import { UsageError, type Call, type Tool } from './tool.js';

const defaultPort = 27_018;
const maxPort = 65_535;

export const serve: Tool = {
  script: 'npm run db',
  takes: '',
  options: { port: { type: 'string' }, 'fail-points': { type: 'boolean' } },
  help: `Runs the embedded database alone, on a port of this machine: for mongosh, Compass, scripts, or API processes that share it
(start those with the MONGODB_URI that it prints). It has no passwords, so it listens on 127.0.0.1 only. Ctrl-C ends it.

  --port N       the port; EMBEDDED_DB_PORT or ${defaultPort} without it, 0 for any free one
  --fail-points  have configureFailPoint, for tests`,
  async run(call) {
    const server = await start(call);
    const ended = new Promise<number>((resolve) => {
      server.onExit((error) => {
        process.stderr.write(`${error.message}\n`);
        resolve(1);
      });
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        // A second one ends the process at once; what was acknowledged is on the disk all the same.
        process.once(signal, () => void server.stop().then(() => resolve(0)));
      }
    });
    call.tell(`The database in ${call.dataDir} answers; Ctrl-C ends it.`);
    call.tell(`MONGODB_URI=${server.uri}`);
    return ended;
  },
};

async function start(call: Call): Promise<EmbeddedServer> {
  const port = readPort(call);
  try {
    return await startEmbeddedServer({
      dataDir: call.dataDir,
      port,
      failPoints: call.options['fail-points'] === true,
      onError: (error) => process.stderr.write(`${error.stack ?? error.message}\n`),
    });
  } catch (error) {
    if (!(error instanceof EmbeddedDatabaseError)) throw error;
    if (error.code === 'PORT_BUSY')
      throw new EmbeddedDatabaseError('PORT_BUSY', `Port ${port} is in use: stop what uses it, or take another with --port.`, {
        cause: error,
      });
    if (error.code !== 'FOLDER_LOCKED') throw error;
    const uri = await findRunningEmbedded(call.dataDir);
    if (uri === null) throw error;
    throw new EmbeddedDatabaseError('FOLDER_LOCKED', `${error.message} It answers at ${uri} already.`, { cause: error });
  }
}

function readPort({ options, settings }: Call): number {
  const given = options['port'];
  if (given === undefined) return settings.embeddedPort ?? defaultPort;
  const port = Number(given);
  if (typeof given !== 'string' || !/^\d+$/.test(given) || port > maxPort)
    throw new UsageError(`--port is "${String(given)}"; it must be a number from 0 to ${maxPort}.`);
  return port;
}
