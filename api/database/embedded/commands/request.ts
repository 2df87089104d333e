import { type Long } from 'bson';
import { readDocument } from '../values/bson-documents.js';
import { type Batch } from '../queries/cursors.js';
import { type Engine } from '../engine.js';
import { type Document } from '../values/values.js';

export interface Connection {
  id: number;
  /** Where the client found the server; on a Unix socket a name that stands for it. */
  address: string;
  /** Where the client is. */
  client: string;
  appName?: string;
}

export interface CommandRequest {
  name: string;
  body: Document;
  database: string;
  /** Documents that came beside the command, as BSON. */
  sequences: ReadonlyMap<string, Buffer[]>;
  connection: Connection;
  /** Aborted when the client is gone or the server stops. */
  signal: AbortSignal;
}

/** A batch of documents that are BSON already; everything else a command answers is a plain document. */
export class CursorReply {
  constructor(
    readonly cursor: { id: Long; namespace: string },
    readonly field: 'firstBatch' | 'nextBatch',
    readonly batch: Batch,
  ) {}
}

export type Reply = Document | CursorReply;
export type Command = (engine: Engine, request: CommandRequest) => Promise<Reply> | Reply;
export type Commands = Readonly<Record<string, Command>>;

/** Replies beside which the connection breaks, as fail points ask for. */
export class DroppedConnection extends Error {
  override name = 'DroppedConnection';
}

/** The session of a write that is answered only once; a transaction's writes are part of something else. */
export function readRetryableWrite({ body }: CommandRequest): { lsid: Document; txnNumber: unknown } | undefined {
  const lsid = readDocument(body, 'lsid');
  const { txnNumber, autocommit } = body;
  return lsid === undefined || txnNumber === undefined || autocommit !== undefined ? undefined : { lsid, txnNumber };
}
