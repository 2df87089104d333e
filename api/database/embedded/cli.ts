import { parseArgs } from 'node:util';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { startEmbeddedServer } from './embedded-server.js';

/** Runs the embedded database alone with nothing of the server's settings, for conformance tests of drivers. For people there is `npm run db`. */

const defaultPort = '27018';
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: './data' },
    port: { type: 'string', default: defaultPort },
    'fail-points': { type: 'boolean', default: false },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  const server = await startEmbeddedServer({
    dataDir: values['data-dir'],
    port: Number(values.port),
    failPoints: values['fail-points'],
    onError: (error) => process.stderr.write(`${error.stack ?? error.message}\n`),
  });
  server.onExit((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(0)));
  say(`MONGODB_URI=${server.uri}`);
} catch (error) {
  if (!(error instanceof EmbeddedDatabaseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
