import { parentPort, workerData } from 'node:worker_threads';
import { closeEngine, openEngine } from './engine.js';
import { writeSentinel } from './storage/sentinel.js';
import { startMaintenance } from './storage/maintenance.js';
import { WireServer } from './server.js';
import { type FromWorker, type ToWorker, type WorkerOptions } from './worker-messages.js';

/** The thread the server runs in: the API's own work and the database's never wait for each other. */

const options = workerData as WorkerOptions;

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function report(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  tell({ type: 'error', message, ...(stack !== undefined && { stack }) });
}

async function run(): Promise<void> {
  // The first message is `open`.
  await new Promise((resolve) => parentPort?.once('message', resolve));
  const { folder, oplog, hasFailPoints } = options;
  const engine = await openEngine({ folder, oplog, hasFailPoints, onWriteFailure: report });
  // Before anyone can be told that something is on the disk.
  writeSentinel(folder);
  const server = new WireServer(engine, report);
  const port = await listen(server);
  if (port === null) {
    await closeEngine(engine);
    return;
  }
  const maintenance = startMaintenance(engine, report);
  const stop = async (): Promise<void> => {
    await server.close();
    await maintenance.stop();
    await closeEngine(engine);
    parentPort?.close();
  };
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type === 'stop') stop().catch(report);
    else if (message.type === 'copy')
      engine.store.copyTo(message.path).then(
        () => tell({ type: 'copied', id: message.id }),
        (error: unknown) => tell({ type: 'copied', id: message.id, problem: String(error) }),
      );
  });
  tell({ type: 'ready', ...(port !== undefined && { port }) });
}

/** Null when it could not: the main thread has been told why. */
async function listen(server: WireServer): Promise<number | undefined | null> {
  try {
    if (options.socketPath !== undefined) await server.listenOnSocket(options.socketPath);
    return options.port === undefined ? undefined : await server.listenOnLoopback(options.port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    await server.close();
    if (code === 'EADDRINUSE')
      tell({
        type: 'refused',
        code: 'PORT_BUSY',
        message: `Port ${options.port} is in use: stop what uses it, or set another EMBEDDED_DB_PORT.`,
      });
    else tell({ type: 'refused', code: 'FAILED', message: `The embedded database could not listen: ${message}` });
    return null;
  }
}

await run();
