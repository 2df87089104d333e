import { hostname } from 'node:os';
import { Long, ObjectId } from 'bson';
import { maxDocumentBytes, readDocument } from '../values/bson-documents.js';
import { QueryError } from '../query-errors.js';
import { explainPlan, planQuery } from '../queries/query.js';
import { maxMessageBytes } from '../wire.js';
import { isDocument, type Document } from '../values/values.js';
import { explainAggregate } from './aggregating.js';
import { readFindQuery } from './reading.js';
import { type Command, type Commands } from './request.js';

/** The MongoDB release whose behaviour this server has. */
export const version = '7.0.0';
const versionArray = [7, 0, 0, 0];
const maxWireVersion = 21;
const electionId = new ObjectId('7fffffff0000000000000001');

/** Without topologyVersion drivers poll instead of streaming hello replies, which is all a single node needs. */
const hello: Command = (engine, { body, connection }) => {
  const application = readDocument(readDocument(body, 'client') ?? {}, 'application');
  if (typeof application?.['name'] === 'string') connection.appName = application['name'];
  const me = connection.address;
  const { operationTime } = engine.oplog;
  const last = { opTime: { ts: operationTime, t: Long.fromNumber(1) }, lastWriteDate: new Date(operationTime.t * 1000) };
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    secondary: false,
    setName: 'rs0',
    setVersion: 1,
    hosts: [me],
    primary: me,
    me,
    electionId,
    lastWrite: { ...last, majorityOpTime: last.opTime, majorityWriteDate: last.lastWriteDate },
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion,
    readOnly: false,
  };
};

const explain: Command = (engine, request) => {
  const explained = readDocument(request.body, 'explain') ?? {};
  const [name] = Object.keys(explained);
  const collectionName = name === undefined ? undefined : explained[name];
  if (name === undefined || typeof collectionName !== 'string') throw new QueryError(9, 'explain needs a command');
  if (name === 'aggregate') return explainAggregate(engine, request.database, collectionName, readPipeline(explained), explained);
  const collection = engine.catalog.findCollection(request.database, collectionName);
  const query = readExplained(name, explained);
  const queryPlanner = collection
    ? explainPlan(planQuery(collection, query), collection, query.sort !== undefined)
    : { namespace: `${request.database}.${collectionName}`, winningPlan: { stage: 'EOF' } };
  return { queryPlanner, command: explained, serverInfo: { host: hostname(), version }, explainVersion: '1' };
};

function readPipeline(command: Document): Document[] {
  return Array.isArray(command['pipeline']) ? command['pipeline'].filter(isDocument) : [];
}

function readExplained(name: string, command: Document): ReturnType<typeof readFindQuery> {
  if (name === 'find') return readFindQuery(command);
  if (name === 'update' || name === 'delete') {
    const [statement] = (command[`${name}s`] ?? []) as Document[];
    return { filter: readDocument(statement ?? {}, 'q') ?? {} };
  }
  if (name === 'count' || name === 'distinct' || name === 'findAndModify') {
    const sort = readDocument(command, 'sort');
    return { filter: readDocument(command, 'query') ?? {}, ...(sort && { sort }) };
  }
  throw new QueryError(59, `Explain failed due to unknown command: ${name}`);
}

const nothing: Command = () => ({});

export const informationCommands: Commands = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: nothing,
  buildInfo: () => ({
    version,
    versionArray,
    gitVersion: 'embedded',
    bits: 64,
    debug: false,
    maxBsonObjectSize: maxDocumentBytes,
    modules: [],
    storageEngines: ['lmdb'],
  }),
  buildinfo: (engine, request) => informationCommands['buildInfo']?.(engine, request) ?? {},
  refreshSessions: nothing,
  startSession: nothing,
  explain,
};
