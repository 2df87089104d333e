import { startEmbeddedServer } from '../../api/database/embedded/embedded-server.js';

/** The embedded server in a process of its own, for tests that kill it. Prints its URI, or the code and message of its refusal. */
const [, , dataDir = ''] = process.argv;
try {
  const server = await startEmbeddedServer({ dataDir, onError: (error) => console.error(error) });
  console.log(JSON.stringify({ uri: server.uri }));
  process.once('SIGTERM', () => void server.stop());
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  console.log(JSON.stringify({ code, message }));
  process.exitCode = 1;
}
