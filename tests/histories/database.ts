import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, parse, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import mongoose, { type Connection } from 'mongoose';
import pino, { type Logger } from 'pino';
import { createContext, createLoaders, type Context } from '../../api/context.js';
import { prepareCollections } from '../../api/database/connect.js';
import { openDatabase } from '../../api/database/open.js';
import type { Live } from '../../api/live/live.js';
import { settleSends } from '../../api/modules/conversations/send-marks.js';
import { useRateLimits } from '../../api/modules/auth/limits.js';
import { setConversationHooks } from '../../api/modules/conversations/conversation.hooks.js';
import { useRequestKey } from '../../api/modules/messages/request-hash.js';
import { postNotice, readNewestSeq } from '../../api/modules/messages/message.actions.js';
import type { RecentUsers } from '../../api/modules/users/recent-users.js';
import { createSchema } from '../../api/schema.js';
import { createStateReplica } from './state-replica.js';
import type { CreateReplica } from './replica.js';
import { chosenDatabase, createDatabase } from '../testkit/database-choice.js';

/** The kinds of clients there are. */
export interface Replicas {
  readonly state: CreateReplica;
  readonly web: CreateReplica;
}

/** One database with the real models, actions and schema in the test's own process. Histories use it one after another. */
export interface Ground {
  readonly connection: Connection;
  readonly database: mongoose.mongo.Db;
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly replicas: Replicas;
  /** What the parts of the server that must not fail have complained of so far. */
  readonly complaints: readonly string[];
  /** `recentUsers`: for an event, as the process remembers them. */
  contextOf(userId: string, live: Live, recentUsers?: RecentUsers): Context;
  parsed(document: unknown): DocumentNode;
  /** As a request over HTTP: through the resolvers, with a context of its own. */
  request(userId: string, live: Live, document: unknown, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  /** Makes everything that says when it changed so many seconds older. */
  age(seconds: number): Promise<void>;
  /** Takes everything out that a history has put in. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

// By its path: the compiler that checks this file does not resolve the web app's imports.
async function loadWebReplica(): Promise<CreateReplica> {
  const path = join(import.meta.dirname, 'web-replica.ts');
  const { createWebReplica } = (await import(path)) as { createWebReplica: CreateReplica };
  return createWebReplica;
}

const repositoryDir = join(import.meta.dirname, '../..');

export async function openGround(): Promise<Ground> {
  const complaints: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => complaints.push(line) });
  const folder = await mkdtemp(join(tmpdir(), 'talk-in-clouds-histories-'));
  const foreign = chosenDatabase() === 'mongod' ? await createDatabase('mongod') : null;
  const uri = foreign?.env.MONGODB_URI;
  const opened = await openDatabase(
    uri === undefined
      ? { kind: 'EMBEDDED', dataDir: folder, port: undefined, failPoints: false, oplogEntries: undefined }
      : { kind: 'EXTERNAL', uri },
    { log, onCommand: () => {}, onFatal: (message) => complaints.push(message) },
  );
  const { connection } = opened;
  await prepareCollections(connection);
  setConversationHooks({ postNotice, readNewestSeq, sweeps: [] });
  const secret = new Uint8Array(32);
  useRateLimits({ isOn: false, secret });
  useRequestKey(secret);
  const schema = createSchema(readFileSync(join(repositoryDir, 'schema.graphql'), 'utf8'), {
    version: 'test',
    maxAttachmentSize: 1,
    signUp: 'OPEN',
    settleSends,
  });
  const database = connection.db;
  if (!database) throw new Error('The connection is not open.');
  const documents = new Map<string, DocumentNode>();

  function parsed(document: unknown): DocumentNode {
    if (typeof document !== 'string') return document as DocumentNode;
    const known = documents.get(document) ?? parse(document);
    documents.set(document, known);
    return known;
  }

  function contextOf(userId: string, live: Live, recentUsers?: RecentUsers): Context {
    const expiresAt = new Date(Date.now() + 3_600_000);
    const request = { address: '', userAgent: '', wantsSessionCookie: false, sessionCookie: null, setSessionCookie: () => {} };
    return createContext(
      { viewer: { userId, sessionId: userId, expiresAt, scopes: null }, request, live, log },
      recentUsers ? createLoaders(recentUsers) : null,
    );
  }

  return {
    connection,
    database,
    schema,
    log,
    replicas: { state: createStateReplica, web: await loadWebReplica() },
    complaints,
    contextOf,
    parsed,
    async request(userId, live, document, variables) {
      return execute({ schema, document: parsed(document), variableValues: variables, contextValue: contextOf(userId, live) });
    },
    async age(seconds) {
      for (const model of Object.values(connection.models)) {
        const updates = (await model.collection.find({}).toArray()).flatMap((record) => {
          const times = Object.entries(record).filter((entry): entry is [string, mongoose.mongo.Timestamp] => isTimestamp(entry[1]));
          const aged = times.map(([field, { t, i }]): [string, unknown] => [field, new mongoose.mongo.Timestamp({ t: t - seconds, i })]);
          const older: Readonly<Record<string, unknown>> = Object.fromEntries(aged);
          return aged.length > 0 ? [{ updateOne: { filter: { _id: record._id }, update: { $set: older } } }] : [];
        });
        if (updates.length > 0) await model.collection.bulkWrite(updates);
      }
    },
    async empty() {
      await Promise.all(Object.values(connection.models).map((model) => model.collection.deleteMany({})));
    },
    async close() {
      await opened.close();
      await foreign?.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const isTimestamp = (value: unknown) => value instanceof mongoose.mongo.Timestamp;
