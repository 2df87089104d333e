import { setImmediate as letOthersRun } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Document } from '../values/values.js';
import { TestEngine, aborted, conflict, find, found, ids, increment, insert } from '../test-engine.js';

let server: TestEngine;
const run = (body: Document, database?: string): Promise<Document> => server.run(body, database);

beforeEach(async () => {
  server = await TestEngine.start();
});

afterEach(() => server.stop());

describe('what two write at a time', () => {
  it('is a conflict for the transaction that comes second, which is over then', async () => {
    const [first, second] = [server.openSession(), server.openSession()];
    await first.begin(increment(1));
    expect(await second.begin(increment(1))).toMatchObject(conflict);
    expect(await second.send(find())).toMatchObject(aborted);
    expect(await first.commit()).toMatchObject({ ok: 1 });
    await second.begin(increment(1));
    expect(await second.commit()).toMatchObject({ ok: 1 });
    expect(await found(run(find({ _id: 1 })))).toEqual([{ _id: 1, n: 2 }]);
  });

  it('is a conflict when it was committed after the snapshot', async () => {
    const session = server.openSession();
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
      const session = server.openSession();
      await session.begin(find({ _id: 1 }));
      if ((await session.send(increment(1)))['ok'] === 1 && (await session.commit())['ok'] === 1) commits += 1;
      await letOthersRun();
    }
    await written;
    expect(await found(run(find({ _id: 1 })))).toEqual([{ _id: 1, n: commits + 1 }]);
  });

  it('is a conflict over a unique key and over a new _id', async () => {
    await run({ createIndexes: 'things', indexes: [{ key: { name: 1 }, name: 'name_1', unique: true, sparse: true }] });
    const [first, second, third] = [server.openSession(), server.openSession(), server.openSession()];
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
    const session = server.openSession();
    await session.begin(increment(1));
    const plain = run(increment(1));
    const other = run(increment(2));
    expect(await other).toMatchObject({ nModified: 1 });
    await session[end]();
    expect(await plain).toMatchObject({ nModified: 1 });
    expect(await found(run(find({ _id: 1 })))).toEqual(expected);
  });

  it('makes a plain write wait no longer than it wants', async () => {
    const session = server.openSession();
    await session.begin(increment(1));
    expect(await run({ ...increment(1), maxTimeMS: 20 })).toMatchObject({ ok: 0, code: 50 });
    expect(await session.commit()).toMatchObject({ ok: 1 });
  });

  it.each([
    ['drop', { drop: 'things' }],
    ['index', { createIndexes: 'things', indexes: [{ key: { n: 1 }, name: 'n_1' }] }],
    ['rename', { renameCollection: 'db.things', to: 'db.elsewhere' }],
    ['drop of the database', { dropDatabase: 1 }],
  ])('makes the %s of a collection wait for who has written to it, and for nobody else', async (_name, change) => {
    await run(insert({ _id: 1 }, 'apart'));
    const [writer, reader, other] = [server.openSession(), server.openSession(), server.openSession()];
    await writer.begin(insert({ _id: 5 }));
    await reader.begin(find());
    await other.begin({ insert: 'notes', documents: [{ _id: 1 }] }, 'diary');
    let isChanged = false;
    const changed = run(change).finally(() => {
      isChanged = true;
    });
    // A write that comes after the change is answered before it.
    await run(insert({ _id: 1 }), 'diary');
    expect(isChanged).toBe(false);
    expect(await server.openSession().begin(insert({ _id: 6 }))).toMatchObject(conflict);
    expect(await ids(writer.send(find()))).toEqual([1, 2, 3, 5]);
    expect(await writer.commit()).toMatchObject({ ok: 1 });
    expect(await changed).toMatchObject({ ok: 1 });
    expect(await ids(reader.send(find()))).toEqual([1, 2, 3]);
    expect(await other.commit()).toMatchObject({ ok: 1 });
  });

  it('makes the change of a collection wait for some seconds only when nobody goes on with the transaction', async () => {
    const [idle, apart] = [server.openSession(), server.openSession()];
    await idle.begin(increment(1));
    await apart.begin(insert({ _id: 1 }, 'apart'));
    const { transactions } = server.engine;
    transactions.expire(Date.now() + 10_000);
    expect(await idle.send(find({ _id: 1 }))).toMatchObject({ ok: 1 });
    const changed = run({ drop: 'things' });
    await run(insert({ _id: 1 }, 'notes'));
    transactions.expire(Date.now() + 2000);
    expect(await idle.send(find({ _id: 1 }))).toMatchObject({ ok: 1 });
    transactions.expire(Date.now() + 4000);
    expect(await changed).toMatchObject({ ok: 1 });
    expect(await idle.commit()).toMatchObject(aborted);
    expect(await apart.commit()).toMatchObject({ ok: 1 });
  });

  it('makes the change of a collection wait no longer than it wants', async () => {
    const session = server.openSession();
    await session.begin(increment(1));
    expect(await run({ drop: 'things', maxTimeMS: 20 })).toMatchObject({ ok: 0, code: 50 });
    expect(await server.openSession().begin(increment(2))).toMatchObject({ nModified: 1 });
    expect(await session.commit()).toMatchObject({ ok: 1 });
  });

  it('loses nothing on one row that many count up, and lets everybody have a turn', async () => {
    const countUp = async (): Promise<void> => {
      const session = server.openSession();
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
    const [dropped, indexed, made] = [server.openSession(), server.openSession(), server.openSession()];
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
