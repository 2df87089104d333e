import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '../../api/database/embedded/embedded-server.js';
import { startRealDatabase as startRealMongo } from '../../scripts/real-database.mjs';

export interface TestDatabase {
  name: 'embedded' | 'mongod';
  /** For a driver; other tests may share the server, so use a database name of your own. */
  uri: string;
  stop: () => Promise<void>;
}

/** The embedded server on a fresh folder; stopping it takes the folder away. */
export async function startEmbeddedDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'talk-in-clouds-contract-'));
  const problems: Error[] = [];
  const server = await startEmbeddedServer({ dataDir, failPoints: true, onError: (error) => problems.push(error) });
  return {
    name: 'embedded',
    uri: server.uri,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      if (problems.length > 0)
        throw new AggregateError(
          problems,
          `The embedded server met ${problems.length} unexpected errors; the first: ${problems[0]?.stack ?? ''}`,
        );
    },
  };
}

/** The real MongoDB of MONGODB_URI, or a replica set of one from MONGOD_BINARY or the PATH; null, after a line that says why, when there is none. */
export async function startRealDatabase(): Promise<TestDatabase | null> {
  const { uri, description, stop } = await startRealMongo();
  if (uri !== null) return { name: 'mongod', uri, stop };
  console.log(`Only the embedded database is tested, against recorded answers of a real MongoDB: ${description}.`);
  return null;
}

/** Starts every database the suites can run on: the embedded one, and a real MongoDB where there is one. */
export async function availableDatabases(): Promise<TestDatabase[]> {
  const real = await startRealDatabase();
  const embedded = await startEmbeddedDatabase();
  return real === null ? [embedded] : [embedded, real];
}
