import { Long } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Document } from '../values/values.js';
import { TestEngine, aborted, find, found, ids, increment, insert } from '../test-engine.js';
import { maxTransactionBytes } from './transaction-store.js';

let server: TestEngine;
const run = (body: Document, database?: string): Promise<Document> => server.run(body, database);

beforeEach(async () => {
  server = await TestEngine.start();
});

afterEach(() => server.stop());

function events(): { type: string; id: unknown; time: string; txnNumber: unknown }[] {
  return [...server.engine.oplog.entriesAfter(Buffer.alloc(12))].map(({ position, event }) => ({
    type: event.type,
    id: event.documentKey?.['_id'],
    time: position.subarray(0, 8).toString('hex'),
    txnNumber: event.txnNumber,
  }));
}

describe('a transaction', () => {
  it('reads its own writes in every way of reading, and nobody else does before the commit', async () => {
    const session = server.openSession();
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
    const session = server.openSession();
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
    const session = server.openSession();
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
    const session = server.openSession();
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
    const [committed, open_] = [server.openSession(), server.openSession()];
    await committed.begin(insert({ _id: 5 }));
    await committed.commit();
    await open_.begin(insert({ _id: 6 }));
    await server.restart();
    expect(await ids(run(find()))).toEqual([1, 2, 3, 5]);
    expect(await committed.commit()).toMatchObject({ ok: 1 });
    expect(await committed.abort()).toMatchObject({ ok: 0, code: 256 });
    expect(await open_.commit()).toMatchObject(aborted);
  });

  it('makes collections with their indexes', async () => {
    const session = server.openSession();
    await session.begin({ createIndexes: 'fresh', indexes: [{ key: { x: 1 }, name: 'x_1', unique: true }] });
    await session.send(insert({ _id: 1, x: [1, 2] }, 'fresh'));
    expect(await run({ listCollections: 1, filter: { name: 'fresh' } })).toMatchObject({ cursor: { firstBatch: [] } });
    await run({ create: 'meanwhile' });
    await session.commit();
    expect(await run(insert({ _id: 2, x: 2 }, 'fresh'))).toMatchObject({ writeErrors: [{ code: 11000 }] });
    const ids_ = server.engine.catalog.listCollections('db').flatMap(({ id, indexes }) => [id, ...indexes.map((index) => index.id)]);
    expect(new Set(ids_).size).toBe(ids_.length);
  });

  it('brings what its documents are for an index, also beside what others brought', async () => {
    await run({ createIndexes: 'things', indexes: [{ key: { a: 1, b: 1 }, name: 'a_1_b_1' }] });
    const session = server.openSession();
    await session.begin(insert({ _id: 5, a: [1, 2] }));
    await run(insert({ _id: 6, a: 1, b: [1, 2] }));
    await session.commit();
    expect(server.engine.catalog.findCollection('db', 'things')?.indexes[0]).toMatchObject({ isMultikey: true, multikeyPaths: ['b', 'a'] });
    expect(await ids(run(find({ a: 2 })))).toEqual([5]);
  });
});

describe('a transaction ends', () => {
  it('with any error of a statement', async () => {
    const session = server.openSession();
    await session.begin(insert({ _id: 5 }));
    expect(await session.send(insert({ _id: 1 }))).toMatchObject({ ok: 1, writeErrors: [{ code: 11000 }] });
    expect(await session.commit()).toMatchObject(aborted);
    await session.begin(insert({ _id: 5 }));
    expect(await session.send(find({ $bad: 1 }))).toMatchObject({ ok: 0, code: 2 });
    expect(await session.commit()).toMatchObject(aborted);
    expect(await ids(run(find()))).toEqual([1, 2, 3]);
  });

  it('when its session, all sessions or the server do', async () => {
    const session = server.openSession();
    for (const command of [{ endSessions: [session.lsid] }, { killSessions: [session.lsid] }, { killAllSessions: [] }]) {
      await session.begin(insert({ _id: 5 }));
      await run(command, 'admin');
      expect(await session.commit()).toMatchObject(aborted);
      await run({ delete: 'things', deletes: [{ q: { _id: 5 }, limit: 1 }] });
    }
  });

  it('after a minute, and lets those go on that waited for it', async () => {
    const session = server.openSession();
    await session.begin(increment(1));
    const plain = run(increment(1));
    server.engine.transactions.expire(Date.now() + 59_000);
    expect(await session.send(find({ _id: 1 }))).toMatchObject({ ok: 1 });
    server.engine.transactions.expire(Date.now() + 61_000);
    expect(await plain).toMatchObject({ nModified: 1 });
    expect(await session.commit()).toMatchObject(aborted);
  });

  it('when the session goes on to something newer', async () => {
    const session = server.openSession();
    await session.begin(insert({ _id: 5 }));
    const older = session.fields;
    await session.begin(find());
    expect(await run({ commitTransaction: 1, ...older }, 'admin')).toMatchObject({ ok: 0, code: 225 });
    expect(await run({ ...insert({ _id: 5 }), lsid: session.lsid, txnNumber: Long.fromNumber(3) })).toMatchObject({ n: 1 });
    expect(await session.commit()).toMatchObject({ ok: 0, code: 225 });
  });

  it('when it writes more than it may', async () => {
    const session = server.openSession();
    const text = 'x'.repeat(maxTransactionBytes / 8);
    await session.begin(find());
    for (let n = 10; n < 17; n += 1) expect(await session.send(insert({ _id: n, text }))).toMatchObject({ n: 1 });
    expect(await session.send(insert({ _id: 17, text }))).toMatchObject({ ok: 0, code: 257 });
    expect(await session.commit()).toMatchObject(aborted);
  });
});
