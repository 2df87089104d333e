import { ConfigError, loadConfig, type Config } from './config.js';
import type { RunningServer } from './server.js';
import { createLog } from './telemetry/log.js';

// A stop that takes longer than this is given up.
const stopDeadlineMs = 9500;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function readSettings(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message);
    throw error;
  }
}

const config = readSettings();
const log = createLog(config.logLevel);
let starting: Promise<RunningServer> | null = null;
let isStopping = false;

async function stop(): Promise<void> {
  // The second signal is from somebody in a hurry; what was acknowledged is on the disk.
  if (isStopping) process.exit(1);
  isStopping = true;
  setTimeout(() => fail('The server did not stop in time, and was ended.'), stopDeadlineMs).unref();
  try {
    await (await starting)?.stop();
    process.exit(0);
  } catch (error) {
    log.error({ err: error }, 'stopping failed');
    process.exit(1);
  }
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a promise was rejected and nobody looked'));

// Each loads only what it needs: the supervisor of several processes does not serve by itself.
const { describeStartError, startServer } = config.processes > 1 ? await import('./processes/supervisor.js') : await import('./server.js');

try {
  starting = startServer(config, { log, onFatal: fail });
  const { url } = await starting;
  if (!isStopping) process.stdout.write(`Talk-In-Clouds is ready at ${url}\n`);
} catch (error) {
  const message = describeStartError(error);
  if (message === null) log.fatal({ err: error }, 'the server could not start');
  fail(message ?? `The server could not start: ${error instanceof Error ? error.message : String(error)}`);
}
