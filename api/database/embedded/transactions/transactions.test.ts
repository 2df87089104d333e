import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { join } from 'node:path';
import { Binary, Long } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerCommand } from '../commands.js';
import { closeEngine, openEngine, type LiveEngine } from '../engine.js';
import { decodeDocument } from '../values/bson-documents.js';
import { type Document } from '../values/values.js';
import { maxTransactionBytes } from './transaction-store.js';

let folder: string;
let engine: LiveEngine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'transactions-'));
  engine = await open();
  await run({ insert: 'things', documents: [1, 2, 3].map((_id) => ({ _id, n: 0 })) });
});

afterEach(async () => {
  await closeEngine(engine);
  rmSync(folder, { recursive: true, force: true });
});

function open(): Promise<LiveEngine> {
  return openEngine({ folder, oplog: { maxEntries: 1e9, maxAgeMs: 1e12, maxBytes: 1e12 }, hasFailPoints: true });
}

async function run(body: Document, database = 'db'): Promise<Document> {
  const request = {
    name: Object.keys(body)[0] ?? '',
    body,
    database,
    sequences: new Map<string, Buffer[]>(),
    connection: { id: 1, address: '127.0.0.1:27017' },
    signal: new AbortController().signal,
  };
  const reply = await answerCommand(engine, request, (error) => {
    throw error;
  });
  return JSON.parse(JSON.stringify(decodeDocument(reply))) as Document;
}

let lastSession = 0;

/** A client's session, whose transactions have numbers from 1 on. */
class TestSession {
  readonly lsid: Document;
  private number = 0;

  constructor() {
    lastSession += 1;
    const id = Buffer.alloc(16);
    id.writeUInt32BE(lastSession);
    this.lsid = { id: new Binary(id, Binary.SUBTYPE_UUID) };
  }

  get fields(): Document {
    return { lsid: this.lsid, txnNumber: Long.fromNumber(this.number), autocommit: false };
  }

  begin(body: Document): Promise<Document> {
    this.number += 1;
    return run({ ...body, ...this.fields, startTransaction: true });
  }

  send(body: Document): Promise<Document> {
    return run({ ...body, ...this.fields });
  }

  commit(): Promise<Document> {
    return run({ commitTransaction: 1, ...this.fields }, 'admin');
  }

  abort(): Promise<Document> {
    return run({ abortTransaction: 1, ...this.fields }, 'admin');
  }
}

const insert = (document: Document, collection = 'things'): Document => ({ insert: collection, documents: [document] });
const increment = (_id: number): Document => ({ update: 'things', updates: [{ q: { _id }, u: { $inc: { n: 1 } } }] });
const find = (filter: Document = {}, options: Document = {}): Document => ({ find: 'things', filter, sort: { _id: 1 }, ...options });

async function found(reply: Promise<Document>): Promise<Document[]> {
  const { cursor } = (await reply) as { cursor: { firstBatch?: Document[]; nextBatch?: Document[] } };
  return cursor.firstBatch ?? cursor.nextBatch ?? [];
}

const ids = async (reply: Promise<Document>): Promise<unknown[]> => (await found(reply)).map(({ _id }) => _id);
const conflict = { ok: 0, code: 112, errorLabels: ['TransientTransactionError'] };
const aborted = { ok: 0, code: 251, errorLabels: ['TransientTransactionError'] };

function events(): { type: string; id: unknown; time: string; txnNumber: unknown }[] {
  return [...engine.oplog.entriesAfter(Buffer.alloc(12))].map(({ position, event }) => ({
    type: event.type,
    id: event.documentKey?.['_id'],
    time: position.subarray(0, 8).toString('hex'),
    txnNumber: event.txnNumber,
  }));
}

describe('a transaction', () => {
  it('reads its own writes in every way of reading, and nobody else does before the commit', async () => {
    const session = new TestSession();
    await session.begin(insert({ _id: 5, n: 5 }));
    await session.send({ update: 'things', updates: [{ q: { _id: 1 }, u: { $set: { n: 7 } } }] });
    await session.send({ delete: 'things', deletes: [{ q: { _id: 2 }, limit: 1 }] });
    const count = { aggregate: 'things', pipeline: [{ $count: 'all' }], cursor: {} };
    expect(await ids(session.send(find()))).toEqual([1, 3, 5]);
    expect(await ids(session.send(find({}, { sort: { _id: -1 } })))).toEqual([5, 3, 1]);
    expect(await ids(session.send(find({ _id: { $gte: 2, $lt: 5 } })))).toEqual([3]);
    expect(await found(session.send(count))).toEqual([{ all: 3 }]);
    expect(await session.send({ distinct: 'things', key: 'n' })).toMatchObject({ values: [0, 5, 7] });
    const modified = await session.send({ findAndModify: 'things', query: { _id: 5 }, update: { $inc: { n: 1 } }, new: true });
    expect(modified).toMatchObject({ value: { _id: 5, n: 6 } });
    expect(await ids(run(find()))).toEqual([1, 2, 3]);
    expect(await session.commit()).toMatchObject({ ok: 1 });
    expect(await found(run(find()))).toEqual([
      { _id: 1, n: 7 },
      { _id: 3, n: 0 },
      { _id: 5, n: 6 },
    ]);
  });

  it('reads one snapshot, with cursors too, whatever others commit', async () => {
    const session = new TestSession();
    const first = (await session.begin(find({}, { batchSize: 1 }))) as { cursor: { id: { low: number; high: number } } };
    await run(increment(1));
    await run(insert({ _id: 9 }));
    await run({ delete: 'things', deletes: [{ q: { _id: 3 }, limit: 1 }] });
    const more = { getMore: new Long(first.cursor.id.low, first.cursor.id.high), collection: 'things' };
    expect(await ids(session.send(more))).toEqual([2, 3]);
    expect(await found(session.send(find({ _id: 1 })))).toEqual([{ _id: 1, n: 0 }]);
    await session.commit();
    expect(await ids(run(find()))).toEqual([1, 2, 9]);
  });

  it('uses indexes over its own writes, and keeps unique ones', async () => {
    await run({ createIndexes: 'things', indexes: [{ key: { name: 1 }, name: 'name_1', unique: true, sparse: true }] });
    await run(insert({ _id: 4, name: 'ana' }));
    const session = new TestSession();
    await session.begin(insert({ _id: 5, name: 'bia' }));
    await session.send({ update: 'things', updates: [{ q: { _id: 4 }, u: { $set: { name: 'eva' } } }] });
    expect(await ids(session.send(find({ name: { $gte: 'a' } }, { sort: { name: 1 } })))).toEqual([5, 4]);
    expect(await ids(session.send(find({ name: 'ana' })))).toEqual([]);
    await session.send(insert({ _id: 6, name: 'ana' }));
    await session.commit();
    expect(await ids(run(find({ name: { $gte: 'a' } }, { sort: { name: 1 } })))).toEqual([6, 5, 4]);
  });

  it('tells change streams after its commit only, at one time, with its session', async () => {
    const before = events().length;
    const session = new TestSession();
    await session.begin(insert({ _id: 5 }));
    await session.send(increment(1));
    expect(events().length).toBe(before);
    await run(insert({ _id: 8 }));
    await session.commit();
    const [plain, ...told] = events().slice(before);
    expect(plain).toMatchObject({ type: 'insert', txnNumber: undefined });
    expect(told.map(({ type }) => type)).toEqual(['insert', 'update']);
    expect(new Set(told.map(({ time }) => time)).size).toBe(1);
    expect(Number(told[0]?.txnNumber)).toBe(1);
  });

  it('is there after a restart once its commit was answered, and can be asked for its commit again', async () => {
    const [committed, open_] = [new TestSession(), new TestSession()];
    await committed.begin(insert({ _id: 5 }));
    await committed.commit();
    await open_.begin(insert({ _id: 6 }));
    await closeEngine(engine);
    engine = await open();
    expect(await ids(run(find()))).toEqual([1, 2, 3, 5]);
    expect(await committed.commit()).toMatchObject({ ok: 1 });
    expect(await committed.abort()).toMatchObject({ ok: 0, code: 256 });
    expect(await open_.commit()).toMatchObject(aborted);
  });

  it('makes collections with their indexes', async () => {
    const session = new TestSession();
    await session.begin({ createIndexes: 'fresh', indexes: [{ key: { x: 1 }, name: 'x_1', unique: true }] });
    await session.send(insert({ _id: 1, x: [1, 2] }, 'fresh'));
    expect(await run({ listCollections: 1, filter: { name: 'fresh' } })).toMatchObject({ cursor: { firstBatch: [] } });
    await run({ create: 'meanwhile' });
    await session.commit();
    expect(await run(insert({ _id: 2, x: 2 }, 'fresh'))).toMatchObject({ writeErrors: [{ code: 11000 }] });
    const ids_ = engine.catalog.listCollections('db').flatMap(({ id, indexes }) => [id, ...indexes.map((index) => index.id)]);
    expect(new Set(ids_).size).toBe(ids_.length);
  });

  it('brings what its documents are for an index, also beside what others brought', async () => {
    await run({ createIndexes: 'things', indexes: [{ key: { a: 1, b: 1 }, name: 'a_1_b_1' }] });
    const session = new TestSession();
    await session.begin(insert({ _id: 5, a: [1, 2] }));
    await run(insert({ _id: 6, a: 1, b: [1, 2] }));
    await session.commit();
    expect(engine.catalog.findCollection('db', 'things')?.indexes[0]).toMatchObject({ isMultikey: true, multikeyPaths: ['b', 'a'] });
    expect(await ids(run(find({ a: 2 })))).toEqual([5]);
  });
});

describe('what two write at a time', () => {
  it('is a conflict for the transaction that comes second, which is over then', async () => {
    const [first, second] = [new TestSession(), new TestSession()];
    await first.begin(increment(1));
    expect(await second.begin(increment(1))).toMatchObject(conflict);
    expect(await second.send(find())).toMatchObject(aborted);
    expect(await first.commit()).toMatchObject({ ok: 1 });
    await second.begin(increment(1));
    expect(await second.commit()).toMatchObject({ ok: 1 });
    expect(await found(run(find({ _id: 1 })))).toEqual([{ _id: 1, n: 2 }]);
  });

  it('is a conflict when it was committed after the snapshot', async () => {
    const session = new TestSession();
    await session.begin(find());
    await run(increment(1));
    expect(await session.send(increment(1))).toMatchObject(conflict);
  });

  it('is a conflict when its commit was under way as the snapshot was taken', async () => {
    let isWritten = false;
    const written = run(increment(1)).finally(() => {
      isWritten = true;
    });
    let commits = 0;
    // From before the write runs until its commit is to be seen, a transaction at every turn.
    while (!isWritten) {
      const session = new TestSession();
      await session.begin(find({ _id: 1 }));
      if ((await session.send(increment(1)))['ok'] === 1 && (await session.commit())['ok'] === 1) commits += 1;
      await letOthersRun();
    }
    await written;
    expect(await found(run(find({ _id: 1 })))).toEqual([{ _id: 1, n: commits + 1 }]);
  });

  it('is a conflict over a unique key and over a new _id', async () => {
    await run({ createIndexes: 'things', indexes: [{ key: { name: 1 }, name: 'name_1', unique: true, sparse: true }] });
    const [first, second, third] = [new TestSession(), new TestSession(), new TestSession()];
    await first.begin(insert({ _id: 5, name: 'ana' }));
    expect(await second.begin(insert({ _id: 6, name: 'ana' }))).toMatchObject(conflict);
    expect(await third.begin(insert({ _id: 5 }))).toMatchObject(conflict);
    await first.commit();
    expect(await second.begin(insert({ _id: 6, name: 'ana' }))).toMatchObject({ ok: 1, writeErrors: [{ code: 11000 }] });
    expect(await second.commit()).toMatchObject(aborted);
  });

  it.each([
    ['commit', [{ _id: 1, n: 2 }]],
    ['abort', [{ _id: 1, n: 1 }]],
  ] as const)('makes a plain write wait for the %s', async (end, expected) => {
    const session = new TestSession();
    await session.begin(increment(1));
    const plain = run(increment(1));
    const other = run(increment(2));
    expect(await other).toMatchObject({ nModified: 1 });
    await session[end]();
    expect(await plain).toMatchObject({ nModified: 1 });
    expect(await found(run(find({ _id: 1 })))).toEqual(expected);
  });

  it('makes a plain write wait no longer than it wants', async () => {
    const session = new TestSession();
    await session.begin(increment(1));
    expect(await run({ ...increment(1), maxTimeMS: 20 })).toMatchObject({ ok: 0, code: 50 });
    expect(await session.commit()).toMatchObject({ ok: 1 });
  });

  it('loses nothing on one row that many count up, and lets everybody have a turn', async () => {
    const countUp = async (): Promise<void> => {
      const session = new TestSession();
      for (;;) {
        const begun = await session.begin(increment(1));
        const reply = begun['ok'] === 1 ? await session.commit() : begun;
        if (reply['ok'] === 1) return;
        expect(reply['errorLabels']).toEqual(['TransientTransactionError']);
        await letOthersRun();
      }
    };
    const plain = Array.from({ length: 5 }, () => run(increment(1)));
    await Promise.all([...Array.from({ length: 20 }, countUp), ...plain]);
    expect(await found(run(find({ _id: 1 })))).toEqual([{ _id: 1, n: 25 }]);
  });

  it('is a conflict when the collection was changed or made since', async () => {
    const [dropped, indexed, made] = [new TestSession(), new TestSession(), new TestSession()];
    await dropped.begin({ find: 'other' });
    await indexed.begin({ find: 'other' });
    await made.begin({ find: 'other' });
    await run({ createIndexes: 'things', indexes: [{ key: { n: 1 }, name: 'n_1' }] });
    expect(await indexed.send(insert({ _id: 5 }))).toMatchObject(conflict);
    await run({ drop: 'things' });
    expect(await ids(dropped.send(find()))).toEqual([1, 2, 3]);
    expect(await dropped.send(insert({ _id: 5 }))).toMatchObject(conflict);
    await run(insert({ _id: 1 }, 'later'));
    expect(await made.send(insert({ _id: 2 }, 'later'))).toMatchObject(conflict);
  });
});

describe('a transaction ends', () => {
  it('with any error of a statement', async () => {
    const session = new TestSession();
    await session.begin(insert({ _id: 5 }));
    expect(await session.send(insert({ _id: 1 }))).toMatchObject({ ok: 1, writeErrors: [{ code: 11000 }] });
    expect(await session.commit()).toMatchObject(aborted);
    await session.begin(insert({ _id: 5 }));
    expect(await session.send(find({ $bad: 1 }))).toMatchObject({ ok: 0, code: 2 });
    expect(await session.commit()).toMatchObject(aborted);
    expect(await ids(run(find()))).toEqual([1, 2, 3]);
  });

  it('when its session, all sessions or the server do, and when its collection goes away', async () => {
    const session = new TestSession();
    for (const command of [{ endSessions: [session.lsid] }, { killSessions: [session.lsid] }, { killAllSessions: [] }]) {
      await session.begin(insert({ _id: 5 }));
      await run(command, 'admin');
      expect(await session.commit()).toMatchObject(aborted);
      await run({ delete: 'things', deletes: [{ q: { _id: 5 }, limit: 1 }] });
    }
    await session.begin(insert({ _id: 5 }));
    await run({ drop: 'things' });
    expect(await session.commit()).toMatchObject(aborted);
  });

  it('after a minute, and lets those go on that waited for it', async () => {
    const session = new TestSession();
    await session.begin(increment(1));
    const plain = run(increment(1));
    engine.transactions.expire(Date.now() + 59_000);
    expect(await session.send(find({ _id: 1 }))).toMatchObject({ ok: 1 });
    engine.transactions.expire(Date.now() + 61_000);
    expect(await plain).toMatchObject({ nModified: 1 });
    expect(await session.commit()).toMatchObject(aborted);
  });

  it('when the session goes on to something newer', async () => {
    const session = new TestSession();
    await session.begin(insert({ _id: 5 }));
    const older = session.fields;
    await session.begin(find());
    expect(await run({ commitTransaction: 1, ...older }, 'admin')).toMatchObject({ ok: 0, code: 225 });
    expect(await run({ ...insert({ _id: 5 }), lsid: session.lsid, txnNumber: Long.fromNumber(3) })).toMatchObject({ n: 1 });
    expect(await session.commit()).toMatchObject({ ok: 0, code: 225 });
  });

  it('when it writes more than it may', async () => {
    const session = new TestSession();
    const text = 'x'.repeat(maxTransactionBytes / 8);
    await session.begin(find());
    for (let n = 10; n < 17; n += 1) expect(await session.send(insert({ _id: n, text }))).toMatchObject({ n: 1 });
    expect(await session.send(insert({ _id: 17, text }))).toMatchObject({ ok: 0, code: 257 });
    expect(await session.commit()).toMatchObject(aborted);
  });
});
