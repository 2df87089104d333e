import type { Socket } from 'node:net';
import { describeStartError, startServer, type RunningServer } from '../server.js';
import { createLog, type Logger } from '../telemetry/log.js';
import type { FromWorker, ToWorker } from './messages.js';
import { createSiblings } from './siblings.js';

/** The main file of a worker: the whole API, told by the supervisor when to start and when to stop. It ends with the supervisor (node:cluster). */

// A terminal and a service manager signal the whole group; each would then stop in its own time, and the supervisor start it again.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

let log: Logger | null = null;
let siblings: ReturnType<typeof createSiblings> | null = null;
let starting: Promise<RunningServer> | null = null;

process.on('unhandledRejection', (reason) => log?.error({ err: reason }, 'a promise was rejected and nobody looked'));
process.on('message', (message: ToWorker, connection?: Socket) => {
  if (message.kind === 'start') void start(message);
  else if (message.kind === 'stop') void stop();
  else siblings?.hear(message, connection);
});

function tell(message: FromWorker, afterwards: () => void = () => undefined): void {
  // Where the supervisor is gone the message is lost, and this process about to end.
  process.send?.(message, undefined, {}, afterwards);
}

async function start({ config, number, count }: ToWorker & { kind: 'start' }): Promise<void> {
  const ownLog = createLog(config.logLevel).child({ process: number });
  log = ownLog;
  siblings = createSiblings(count, tell);
  try {
    starting = startServer(config, { log: ownLog, onFatal: fail, siblings });
    const { url } = await starting;
    tell({ kind: 'ready', url });
  } catch (error) {
    const message = describeStartError(error);
    if (message === null) ownLog.fatal({ err: error }, 'the server could not start');
    fail(message ?? `The server could not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fail(message: string): void {
  tell({ kind: 'failed', message }, () => process.exit(1));
}

tell({ kind: 'listening' });

async function stop(): Promise<void> {
  try {
    await (await starting)?.stop();
    process.exit(0);
  } catch (error) {
    log?.error({ err: error }, 'stopping failed');
    process.exit(1);
  }
}
