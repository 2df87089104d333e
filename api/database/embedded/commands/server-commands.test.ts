import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestEngine, found, increment, insert } from '../test-engine.js';
import { type Document } from '../values/values.js';

let server: TestEngine;
const admin = (body: Document): Promise<Document> => server.run(body, 'admin');
const currentOp = (options: Document = {}): Promise<Document[]> =>
  found(admin({ aggregate: 1, pipeline: [{ $currentOp: options }], cursor: {} }));

beforeEach(async () => {
  server = await TestEngine.start();
});

afterEach(() => server.stop());

describe('what tools ask of the server', () => {
  it('tells of a write that waits, and of the session with the transaction that it waits for', async () => {
    const session = server.openSession();
    await session.begin(increment(1));
    const waiting = server.run({ ...increment(1), comment: 'waits' });
    const told = await currentOp();
    expect(told).toContainEqual(expect.objectContaining({ op: 'update', ns: 'db.things', active: true }));
    expect(told).toContainEqual(expect.objectContaining({ type: 'idleSession', active: false }));
    expect(await currentOp({ idleSessions: false })).not.toContainEqual(expect.objectContaining({ type: 'idleSession' }));
    await session.commit();
    await waiting;
    expect(await currentOp()).toEqual([expect.objectContaining({ op: 'command', ns: 'admin.$cmd.aggregate' })]);
  });

  it('counts what it was asked for, writes by their documents', async () => {
    const { opcounters: before } = (await admin({ serverStatus: 1 })) as { opcounters: Record<string, number> };
    await server.run({ insert: 'things', documents: [{ _id: 7 }, { _id: 8 }] });
    await server.run({ find: 'things' });
    const { opcounters } = (await admin({ serverStatus: 1 })) as { opcounters: Record<string, number> };
    expect([opcounters['insert'], opcounters['query']]).toEqual([(before['insert'] ?? 0) + 2, (before['query'] ?? 0) + 1]);
  });

  it('names its commands, and the machine it runs on', async () => {
    const { commands } = (await server.run({ listCommands: 1 })) as { commands: Record<string, Document> };
    expect(Object.keys(commands)).toEqual(expect.arrayContaining(['aggregate', 'find', 'insert', 'listCommands']));
    const { system } = (await admin({ hostInfo: 1 })) as { system: Document };
    expect(system).toMatchObject({ cpuAddrSize: 64, numCores: expect.any(Number) as number });
  });

  it.each([{ top: 1 }, { validate: 'things' }, { currentOp: 1 }, { killOp: 1, op: 1 }, { replSetGetConfig: 1 }, { profile: 2 }])(
    'says why it does not answer %j',
    async (command) => {
      expect(await admin(command)).toMatchObject({ ok: 0, code: 115, errmsg: expect.stringContaining('The embedded database') as string });
    },
  );

  it('says that it does not measure how long reads and writes of a collection take', async () => {
    const pipeline = [{ $collStats: { latencyStats: {} } }];
    expect(await server.run({ aggregate: 'things', pipeline, cursor: {} })).toMatchObject({ ok: 0, code: 238 });
  });

  it('gives the size of many documents by the first of them', async () => {
    for (let from = 100; from < 1700; from += 400)
      await server.run({ insert: 'many', documents: Array.from({ length: 400 }, (_, place) => ({ _id: from + place, text: 'abc' })) });
    await server.run(insert({ _id: 1, text: 'abc' }, 'many'));
    const { count, size, avgObjSize } = (await server.run({ collStats: 'many' })) as Record<string, number>;
    expect([count, avgObjSize, size]).toEqual([1601, 28, 1601 * 28]);
  });
});
