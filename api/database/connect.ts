import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { mendDriver } from './mend-driver.js';

export const defaultDatabaseName = 'talkinclouds';

/** The database cannot be used. The message is one line for the person who runs the server. */
export class DatabaseUnusableError extends Error {
  override name = 'DatabaseUnusableError';
}

/** Hears of every command that goes to the database: its name, and the collection it is about, or nothing. */
export type CommandListener = (command: string, collection: string) => void;

interface ConnectOptions {
  readonly uri: string;
  /** How messages to people call the database. */
  readonly name: string;
  /** Without it the driver makes no events of commands, which cost a tenth of them. */
  readonly onCommand: CommandListener | undefined;
}

/** Indexes that earlier versions of the server made and nothing uses any more. */
const retiredIndexes: Readonly<Record<string, readonly string[]>> = {
  conversations: ['changedAt_1'],
  members: ['changedAt_1'],
  messages: ['changedAt_1'],
  users: ['changedAt_1'],
};

// Operations fail as UNAVAILABLE after this long without a usable server, instead of hanging.
const serverSelectionTimeoutMs = 5000;

/**
 * Connects Mongoose's default connection, on which the models live, and checks that the server is (a member of) a replica set: change streams
 * need one. Throws DatabaseUnusableError.
 */
export async function connectDatabase(options: ConnectOptions): Promise<Connection> {
  // A filter with an unknown field must fail loudly, not match everything; and a query object from outside never gets this far unparsed.
  mongoose.set('strictQuery', 'throw');
  mongoose.set('bufferCommands', false);
  mendDriver();
  try {
    await mongoose.connect(options.uri, {
      dbName: nameDatabase(options.uri),
      autoIndex: false,
      autoCreate: false,
      monitorCommands: options.onCommand !== undefined,
      serverSelectionTimeoutMS: serverSelectionTimeoutMs,
      maxPoolSize: 50,
      appName: 'talk-in-clouds',
      writeConcern: { w: 'majority' },
      readConcern: { level: 'majority' },
    });
  } catch (error) {
    throw new DatabaseUnusableError(
      `${options.name} cannot be used: ${firstLine(error)}. Check that it runs, and that the address is right.`,
      {
        cause: error,
      },
    );
  }
  const connection = mongoose.connection;
  const { onCommand } = options;
  if (onCommand)
    connection.getClient().on('commandStarted', ({ commandName, command }) => onCommand(commandName, nameCollection(commandName, command)));
  await requireReplicaSet(connection, options.name);
  return connection;
}

/** As far as the driver has noticed. */
export function isConnected(connection: Connection): boolean {
  return connection.readyState === mongoose.STATES.connected;
}

/** Creates collections and their indexes, all at once. Change streams and the first inserts then find everything in place. */
export async function prepareCollections(connection: Connection): Promise<void> {
  const existing = new Set((await connection.listCollections()).map((collection) => collection.name));
  await Promise.all(
    Object.values(connection.models).map(async (model) => {
      const name = model.collection.collectionName;
      if (!existing.has(name)) await createCollection(connection, name);
      // All of a collection's at once; Mongoose's own createIndexes sends one command for each.
      const indexes = model.schema
        .indexes()
        .map(([key, { background: _, ...options }]) => ({ key, ...options }) as mongoose.mongo.IndexDescription);
      if (indexes.length > 0) await createIndexes(connection, name, indexes);
      if (existing.has(name)) await dropRetiredIndexes(connection, name);
    }),
  );
}

/** After the new ones are there: what takes the place of an old one is used from then on. */
async function dropRetiredIndexes(connection: Connection, name: string): Promise<void> {
  for (const index of retiredIndexes[name] ?? []) {
    try {
      await connection.collection(name).dropIndex(index);
    } catch (error) {
      // IndexNotFound: it was dropped before, or never made.
      if (!(error instanceof mongoose.mongo.MongoServerError && error.code === 27)) throw error;
    }
  }
}

async function createIndexes(connection: Connection, name: string, indexes: mongoose.mongo.IndexDescription[]): Promise<void> {
  const collection = connection.collection(name);
  try {
    await collection.createIndexes(indexes);
  } catch (error) {
    // IndexOptionsConflict, IndexKeySpecsConflict: an earlier version of the server made one of them otherwise.
    if (!(error instanceof mongoose.mongo.MongoServerError && (error.code === 85 || error.code === 86))) throw error;
    const wanted = new Map(indexes.map(({ key, ...options }) => [JSON.stringify(key), JSON.stringify(options)]));
    const existing = (await collection.listIndexes().toArray()) as mongoose.mongo.IndexDescriptionInfo[];
    for (const { v: _, key, name: indexName, ...options } of existing) {
      const expected = wanted.get(JSON.stringify(key));
      if (indexName && expected !== undefined && expected !== JSON.stringify(options)) await collection.dropIndex(indexName);
    }
    await collection.createIndexes(indexes);
  }
}

async function createCollection(connection: Connection, name: string): Promise<void> {
  try {
    await connection.createCollection(name);
  } catch (error) {
    // NamespaceExists: another process was faster.
    if (!(error instanceof mongoose.mongo.MongoServerError && error.code === 48)) throw error;
  }
}

async function requireReplicaSet(connection: Connection, name: string): Promise<void> {
  const hello: unknown = await connection.getClient().db('admin').command({ hello: 1 });
  if (typeof hello === 'object' && hello !== null && ('setName' in hello || ('msg' in hello && hello.msg === 'isdbgrid'))) return;
  await connection.close();
  throw new DatabaseUnusableError(
    `${name} is not a replica set, which live updates need: start mongod with --replSet and run rs.initiate() once (one member is enough).`,
  );
}

/** The value of the field that names the command; a getMore names its cursor there. */
function nameCollection(commandName: string, command: mongoose.mongo.Document): string {
  const collection: unknown = commandName === 'getMore' ? command.collection : command[commandName];
  return typeof collection === 'string' ? collection : '';
}

function nameDatabase(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]*)/.exec(uri)?.[1];
  return path ? decodeURIComponent(path) : defaultDatabaseName;
}

/** The hosts of an address, without the password that it may hold. */
export function describeHosts(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'unreadable address';
}

const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
