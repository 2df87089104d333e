import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, Long } from 'bson';
import { answerCommand } from './commands.js';
import { closeEngine, openEngine, type LiveEngine } from './engine.js';
import { decodeDocument } from './values/bson-documents.js';
import { type Document } from './values/values.js';

/** An engine on a fresh folder, with the documents 1, 2 and 3 in the collection `things`, for tests of transactions. */
export class TestEngine {
  private constructor(
    readonly folder: string,
    public engine: LiveEngine,
  ) {}

  static async start(): Promise<TestEngine> {
    const folder = mkdtempSync(join(tmpdir(), 'transactions-'));
    const started = new TestEngine(folder, await open(folder));
    await started.run({ insert: 'things', documents: [1, 2, 3].map((_id) => ({ _id, n: 0 })) });
    return started;
  }

  async restart(): Promise<void> {
    await closeEngine(this.engine);
    this.engine = await open(this.folder);
  }

  async stop(): Promise<void> {
    await closeEngine(this.engine);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a client would be answered, with numbers as JavaScript has them. */
  async run(body: Document, database = 'db'): Promise<Document> {
    const request = {
      name: Object.keys(body)[0] ?? '',
      body,
      database,
      sequences: new Map<string, Buffer[]>(),
      connection: { id: 1, address: '127.0.0.1:27017', client: '127.0.0.1:1' },
      signal: new AbortController().signal,
    };
    const reply = await answerCommand(this.engine, request, (error) => {
      throw error;
    });
    return JSON.parse(JSON.stringify(decodeDocument(reply))) as Document;
  }

  openSession(): TestSession {
    return new TestSession(this);
  }
}

function open(folder: string): Promise<LiveEngine> {
  return openEngine({ folder, oplog: { maxEntries: 1e9, maxAgeMs: 1e12, maxBytes: 1e12 }, hasFailPoints: true });
}

let lastSession = 0;

/** A client's session, whose transactions have numbers from 1 on. */
export class TestSession {
  readonly lsid: Document;
  private number = 0;

  constructor(private readonly server: TestEngine) {
    lastSession += 1;
    const id = Buffer.alloc(16);
    id.writeUInt32BE(lastSession);
    this.lsid = { id: new Binary(id, Binary.SUBTYPE_UUID) };
  }

  get fields(): Document {
    return { lsid: this.lsid, txnNumber: Long.fromNumber(this.number), autocommit: false };
  }

  begin(body: Document, database?: string): Promise<Document> {
    this.number += 1;
    return this.server.run({ ...body, ...this.fields, startTransaction: true }, database);
  }

  send(body: Document): Promise<Document> {
    return this.server.run({ ...body, ...this.fields });
  }

  commit(): Promise<Document> {
    return this.server.run({ commitTransaction: 1, ...this.fields }, 'admin');
  }

  abort(): Promise<Document> {
    return this.server.run({ abortTransaction: 1, ...this.fields }, 'admin');
  }
}

export const insert = (document: Document, collection = 'things'): Document => ({ insert: collection, documents: [document] });
export const increment = (_id: number): Document => ({ update: 'things', updates: [{ q: { _id }, u: { $inc: { n: 1 } } }] });
export const find = (filter: Document = {}, options: Document = {}): Document => ({ find: 'things', filter, sort: { _id: 1 }, ...options });

export async function found(reply: Promise<Document>): Promise<Document[]> {
  const { cursor } = (await reply) as { cursor: { firstBatch?: Document[]; nextBatch?: Document[] } };
  return cursor.firstBatch ?? cursor.nextBatch ?? [];
}

export const ids = async (reply: Promise<Document>): Promise<unknown[]> => (await found(reply)).map(({ _id }) => _id);
export const conflict = { ok: 0, code: 112, errorLabels: ['TransientTransactionError'] };
export const aborted = { ok: 0, code: 251, errorLabels: ['TransientTransactionError'] };
