import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';

/** `embedded`: the server's own database on a fresh folder. `mongod`: a fresh database on the real MongoDB that the run was given. */
export type DatabaseKind = 'embedded' | 'mongod';

export interface ServerDatabase {
  readonly kind: DatabaseKind;
  /** The settings that make a server use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the server keeps files, on either kind of database. */
  readonly dataDir: string;
  /** Takes away what it holds. */
  readonly remove: () => Promise<void>;
}

/** What the runner chose for this run of the tests: TEST_DATABASE, the embedded database without it. */
export function chosenDatabase(): DatabaseKind {
  const choice = process.env.TEST_DATABASE ?? 'embedded';
  if (choice === 'embedded' || choice === 'mongod') return choice;
  throw new Error(`TEST_DATABASE is "${choice}"; it can be embedded or mongod.`);
}

/** A fresh, empty database for one server. */
export async function createDatabase(kind: DatabaseKind = chosenDatabase()): Promise<ServerDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'talk-in-clouds-'));
  const removeDataDir = () => rm(dataDir, { recursive: true, force: true });
  if (kind === 'embedded') return { kind, dataDir, env: { DATA_DIR: dataDir }, remove: removeDataDir };

  const base = process.env.MONGODB_URI;
  if (!base) throw new Error('These tests were to run on a real MongoDB, but MONGODB_URI says none.');
  const uri = withDatabaseName(base, `talkinclouds_test_${randomBytes(6).toString('hex')}`);
  return {
    kind,
    dataDir,
    env: { DATA_DIR: dataDir, MONGODB_URI: uri },
    async remove() {
      await removeDataDir();
      const client = await mongoose.mongo.MongoClient.connect(uri);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

/** The same connection string with another database in it. Written by hand because URL knows no lists of hosts. */
export function withDatabaseName(uri: string, name: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (!parts) throw new Error(`This is no MongoDB connection string: ${uri}`);
  return `${parts[1]}/${name}${parts[2] ?? ''}`;
}
