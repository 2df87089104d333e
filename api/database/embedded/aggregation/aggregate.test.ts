import { Int32 } from 'bson';
import { describe, expect, test } from 'vitest';
import { runPipeline } from './aggregate.js';
import type { Lookups } from './stage-types.js';
import type { Document } from '../values/values.js';

const now = new Date('2026-01-01T00:00:00Z');
const numbers = [
  { _id: 1, n: new Int32(3) },
  { _id: 2, n: new Int32(5) },
];

/** Keeps the filters with which other collections were asked. */
function recordingLookups(documents: Document[] = []): { lookups: Lookups; asked: Document[] } {
  const asked: Document[] = [];
  async function* find(_collection: string, filter: Document): AsyncGenerator<Document> {
    asked.push(filter);
    yield* documents;
  }
  return { asked, lookups: { find, now } };
}

async function run(documents: Document[], stages: Document[], lookups = recordingLookups().lookups): Promise<Document[]> {
  const results: Document[] = [];
  for await (const result of runPipeline(documents, stages, lookups)) results.push(result);
  return results;
}

describe('a pipeline', () => {
  test('refuses a bad stage before it reads a document', () => {
    const documents = (function* (): Generator<Document> {
      throw new Error('a document was read');
      yield {};
    })();
    expect(() => runPipeline(documents, [{ $match: {} }, { $foo: 1 }], recordingLookups().lookups)).toThrow(
      expect.objectContaining({ code: 40324 }),
    );
  });

  test('stops reading at its limit', async () => {
    let read = 0;
    const documents = (function* (): Generator<Document> {
      for (;;) yield { _id: (read += 1) };
    })();
    const results: Document[] = [];
    for await (const result of runPipeline(documents, [{ $match: { _id: { $gt: 2 } } }, { $limit: 2 }], recordingLookups().lookups))
      results.push(result);
    expect(results).toEqual([{ _id: 3 }, { _id: 4 }]);
    expect(read).toBe(4);
  });

  test('leaves the documents it is given as they were', async () => {
    const before = structuredClone([{ _id: 1, a: { b: [1] } }]);
    const documents = [{ _id: 1, a: { b: [1] } }];
    await run(documents, [{ $set: { 'a.c': 1 } }, { $unset: 'a.b' }, { $unwind: '$a' }]);
    expect(documents).toEqual(before);
  });

  test('asks another collection for no more than an index can find', async () => {
    const { lookups, asked } = recordingLookups();
    const pipeline = [{ $match: { $expr: { $eq: ['$room', '$$id'] } } }];
    await run(numbers, [{ $lookup: { from: 'x', let: { id: '$n' }, pipeline, as: 'x' } }], lookups);
    await run(numbers.slice(0, 1), [{ $lookup: { from: 'x', localField: 'n', foreignField: 'k', as: 'x' } }], lookups);
    expect(asked).toEqual([{ room: { $eq: new Int32(3) } }, { room: { $eq: new Int32(5) } }, { k: { $eq: new Int32(3) } }]);
  });

  test('knows the time of its command and its variables', async () => {
    const lookups = { ...recordingLookups().lookups, variables: { limit: new Int32(4) } };
    expect(await run(numbers, [{ $match: { $expr: { $gt: ['$n', '$$limit'] } } }, { $project: { at: '$$NOW' } }], lookups)).toEqual([
      { _id: 2, at: now },
    ]);
  });

  test('hands its result on to be written', async () => {
    const written: unknown[] = [];
    const lookups: Lookups = {
      ...recordingLookups().lookups,
      async write(stage, operand, documents) {
        for await (const document of documents) written.push([stage, operand, document]);
      },
    };
    expect(await run([{ _id: 1 }], [{ $out: 'there' }], lookups)).toEqual([]);
    expect(written).toEqual([['$out', 'there', { _id: 1 }]]);
    await expect(run([{ _id: 1 }], [{ $merge: 'there' }])).rejects.toMatchObject({
      code: 238,
    });
  });

  test.each([
    [
      '$bucketAuto',
      { groupBy: '$n', buckets: 2 },
      [
        { _id: { min: 3, max: 5 }, count: 1 },
        { _id: { min: 5, max: 5 }, count: 1 },
      ],
    ],
    [
      '$setWindowFields',
      { sortBy: { n: 1 }, output: { total: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } } },
      [
        { _id: 1, n: 3, total: 3 },
        { _id: 2, n: 5, total: 8 },
      ],
    ],
  ])('leaves %s to mingo', async (name, operand, expected) => {
    expect(JSON.parse(JSON.stringify(await run(numbers, [{ [name]: operand }])))).toEqual(expected);
  });
});
