import { arch, cpus, endianness, hostname, release, totalmem, type as systemName } from 'node:os';
import { Long } from 'bson';
import { readFlag } from '../values/bson-documents.js';
import { type Engine } from '../engine.js';
import { QueryError } from '../query-errors.js';
import { lifetimeLimitSeconds } from '../transactions/transactions.js';
import { isDocument, type Document } from '../values/values.js';
import { version } from './handshake.js';
import { type Command, type CommandRequest, type Commands } from './request.js';

/** What mongosh and Compass ask of the server itself. There are no users, no profiler and no log here: what tells of them is empty, or refused. */

const mebibyte = 2 ** 20;

const serverStatus: Command = (engine) => {
  const upMs = Date.now() - engine.startedAt.getTime();
  const memory = process.memoryUsage();
  return {
    host: hostname(),
    version,
    process: 'mongod',
    pid: Long.fromNumber(process.pid),
    uptime: Math.floor(upMs / 1000),
    uptimeMillis: Long.fromNumber(upMs),
    uptimeEstimate: Long.fromNumber(Math.floor(upMs / 1000)),
    localTime: new Date(),
    repl: { setName: 'rs0', isWritablePrimary: true, secondary: false },
    opcounters: engine.runningCommands.counts,
    mem: { bits: 64, resident: Math.round(memory.rss / mebibyte), supported: true },
    transactions: { currentOpen: Long.fromNumber(engine.transactions.describeOpen(hostname()).length) },
    storageEngine: { name: 'lmdb', persistent: true },
    metrics: { cursor: { open: { total: engine.cursors.openCount } } },
  };
};

const replSetGetStatus: Command = (engine) => ({
  set: 'rs0',
  myState: 1,
  date: new Date(),
  members: [
    {
      _id: 0,
      name: '127.0.0.1:27017',
      health: 1,
      state: 1,
      stateStr: 'PRIMARY',
      self: true,
      optime: { ts: engine.oplog.operationTime, t: Long.fromNumber(1) },
    },
  ],
});

const hostInfo: Command = () => ({
  system: {
    currentTime: new Date(),
    hostname: hostname(),
    cpuAddrSize: 64,
    memSizeMB: Long.fromNumber(Math.floor(totalmem() / mebibyte)),
    numCores: cpus().length,
    cpuArch: arch(),
  },
  os: { type: systemName(), name: systemName(), version: release() },
  extra: { endianness: endianness() },
});

const parameters: Document = {
  featureCompatibilityVersion: { version: '7.0' },
  transactionLifetimeLimitSeconds: lifetimeLimitSeconds,
  enableTestCommands: true,
  requireApiVersion: false,
};

const getParameter: Command = (_engine, request) => {
  requireAdmin(request);
  const wanted = request.body['getParameter'];
  const hasDetails = isDocument(wanted) && readFlag(wanted, 'showDetails');
  const isAll = wanted === '*' || (isDocument(wanted) && readFlag(wanted, 'allParameters'));
  const names = Object.keys(parameters).filter((name) => isAll || Object.hasOwn(request.body, name));
  if (names.length === 0) throw new QueryError(72, 'no option found to get');
  // None of them can be set.
  const described = (value: unknown): unknown => (hasDetails ? { value, settableAtRuntime: false, settableAtStartup: false } : value);
  return Object.fromEntries(names.map((name) => [name, described(parameters[name])]));
};

const logs = ['global', 'startupWarnings'];

const getLog: Command = (_engine, request) => {
  requireAdmin(request);
  const wanted = request.body['getLog'];
  if (typeof wanted !== 'string') throw new QueryError(14, "BSON field 'getLog.getLog' is the wrong type, expected type 'string'");
  if (wanted === '*') return { names: logs };
  if (!logs.includes(wanted)) throw new QueryError(96, `No log named '${wanted}'`);
  return { totalLinesWritten: 0, log: [] };
};

const connectionStatus: Command = (_engine, { body }) => ({
  authInfo: {
    authenticatedUsers: [],
    authenticatedUserRoles: [],
    ...(readFlag(body, 'showPrivileges') && { authenticatedUserPrivileges: [] }),
  },
});

/** The profiler is off and stays so: `-1` and `0` ask for nothing else. */
const profile: Command = (_engine, { body }) => {
  const level = Number(body['profile']);
  if (level === 0 || level === -1) return { was: 0, slowms: 100, sampleRate: 1 };
  throw new QueryError(115, 'The embedded database has no profiler');
};

/** Of each command its name alone: what it does is in MongoDB's documentation. */
const listCommands = (names: () => Iterable<string>): Command => {
  const description = { help: '', requiresAuth: false, secondaryOk: false, adminOnly: false, apiVersions: [], deprecatedApiVersions: [] };
  return () => ({ commands: Object.fromEntries([...names()].sort().map((name) => [name, description])) });
};

function requireAdmin({ name, database }: CommandRequest): void {
  if (database !== 'admin') throw new QueryError(13, `${name} may only be run against the admin database.`);
}

/** What tools ask for and this server does not have, with what to do instead. */
const refusals: Readonly<Record<string, string>> = {
  top: 'The embedded database does not measure how long commands take',
  validate: 'The embedded database is checked from outside: npm run db:check reads every document and every index',
  currentOp: 'The embedded database tells of running commands by { aggregate: 1, pipeline: [{ $currentOp: {} }] } on admin',
  killOp: 'The embedded database ends commands by maxTimeMS, killCursors and killSessions',
  replSetGetConfig: 'The embedded database is no replica set of several members: hello and replSetGetStatus tell of its one',
};

const refusedCommands = Object.fromEntries(
  Object.entries(refusals).map(([name, message]): [string, Command] => [
    name,
    () => {
      throw new QueryError(115, message);
    },
  ]),
);

export const makeServerCommands = (names: () => Iterable<string>): Commands => ({
  serverStatus,
  replSetGetStatus,
  hostInfo,
  getParameter,
  getLog,
  getCmdLineOpts: () => ({ argv: [], parsed: {} }),
  connectionStatus,
  whatsmyuri: (_engine: Engine, { connection }) => ({ you: connection.client }),
  profile,
  usersInfo: () => ({ users: [] }),
  rolesInfo: () => ({ roles: [] }),
  listCommands: listCommands(names),
  ...refusedCommands,
});
