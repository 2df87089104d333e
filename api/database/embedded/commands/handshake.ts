import { Long, ObjectId } from 'bson';
import { maxDocumentBytes, readDocument } from '../values/bson-documents.js';
import { maxMessageBytes } from '../wire.js';
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

const nothing: Command = () => ({});

export const handshakeCommands: Commands = {
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
  buildinfo: (engine, request) => handshakeCommands['buildInfo']?.(engine, request) ?? {},
  refreshSessions: nothing,
  startSession: nothing,
};
