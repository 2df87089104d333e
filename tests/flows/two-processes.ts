import { chosenDatabase } from '../testkit/database-choice.js';
import { findFreePort } from '../testkit/free-port.js';
import { startServer, type TestServer } from '../testkit/server.js';

interface TwoProcesses {
  readonly first: TestServer;
  readonly second: TestServer;
  readonly databaseUri: string;
}

/** Two API processes on one database, with these settings. The embedded one lives in the first process, so that one is to be stopped last. */
export async function startTwoProcesses(env: Readonly<Record<string, string>> = {}): Promise<TwoProcesses> {
  if (chosenDatabase() === 'mongod') {
    const first = await startServer({ env });
    const databaseUri = first.database.env.MONGODB_URI;
    if (databaseUri === undefined) throw new Error('The server runs on no MongoDB.');
    return { first, second: await startServer({ database: first.database, env }), databaseUri };
  }
  const port = await findFreePort();
  const first = await startServer({ env: { ...env, EMBEDDED_DB_PORT: String(port) } });
  const databaseUri = `mongodb://127.0.0.1:${port}/talkinclouds?directConnection=true`;
  const second = await startServer({ database: first.database, env: { ...env, MONGODB_URI: databaseUri } });
  return { first, second, databaseUri };
}
