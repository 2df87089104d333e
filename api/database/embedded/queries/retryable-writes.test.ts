import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, Long } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeDocument } from '../values/bson-documents.js';
import { answerCommand } from '../commands.js';
import { closeEngine, openEngine, type Engine } from '../engine.js';
import { type Document } from '../values/values.js';

let folder: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retry-'));
  engine = await open();
});

afterEach(async () => {
  await closeEngine(engine);
  rmSync(folder, { recursive: true, force: true });
});

function open(): Promise<Engine> {
  return openEngine({ folder, oplog: { maxEntries: 1e9, maxAgeMs: 1e12, maxBytes: 1e12 }, hasFailPoints: true });
}

const lsid = { id: new Binary(Buffer.alloc(16, 7), 4) };

async function run(body: Document): Promise<Document> {
  const request = {
    name: Object.keys(body)[0] ?? '',
    body,
    database: 'db',
    sequences: new Map<string, Buffer[]>(),
    connection: { id: 1, address: '127.0.0.1:27017', client: '127.0.0.1:1' },
    signal: new AbortController().signal,
  };
  const reply = await answerCommand(engine, request, (error) => {
    throw error;
  });
  return JSON.parse(JSON.stringify(decodeDocument(reply))) as Document;
}

function increment(txnNumber: number): Document {
  const updates = [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }];
  return { update: 'things', updates, lsid, txnNumber: Long.fromNumber(txnNumber) };
}

async function currentValue(): Promise<unknown> {
  const reply = await run({ find: 'things', filter: {} });
  return ((reply['cursor'] as Document)['firstBatch'] as Document[])[0]?.['n'];
}

describe('a retryable write', () => {
  it('that is repeated gets its first reply and is not applied again, over a restart too', async () => {
    const first = await run(increment(1));
    const second = await run(increment(1));
    await closeEngine(engine);
    engine = await open();
    const third = await run(increment(1));
    for (const reply of [second, third]) expect([reply['n'], reply['upserted']]).toEqual([first['n'], first['upserted']]);
    expect(await currentValue()).toBe(1);
    await run(increment(2));
    expect(await currentValue()).toBe(2);
  });

  it('of an older number than the session has used is refused', async () => {
    await run(increment(5));
    expect(await run(increment(4))).toMatchObject({ ok: 0, code: 225, codeName: 'TransactionTooOld' });
    expect(await currentValue()).toBe(1);
  });

  it('that breaks before its commit leaves nothing, and is applied when it comes again', async () => {
    await run({ configureFailPoint: 'onPrimaryTransactionalWrite', mode: { times: 1 }, data: { failBeforeCommitExceptionCode: 1 } });
    await expect(run(increment(1))).rejects.toThrow('closes the connection before the commit');
    expect(await currentValue()).toBeUndefined();
    await run(increment(1));
    expect(await currentValue()).toBe(1);
  });

  it('is forgotten when its session is over', async () => {
    await run(increment(5));
    await engine.retryableWrites.expire(Date.now() + 29 * 60_000);
    expect(await run(increment(4))).toMatchObject({ code: 225 });
    await engine.retryableWrites.expire(Date.now() + 31 * 60_000);
    expect(await run(increment(4))).toMatchObject({ ok: 1 });
  });

  it('of many documents is refused', async () => {
    const updates = [{ q: {}, u: { $inc: { n: 1 } }, multi: true }];
    expect(await run({ update: 'things', updates, lsid, txnNumber: Long.fromNumber(1) })).toMatchObject({ ok: 0, code: 72 });
  });
});
