import { mongo, Types } from 'mongoose';
import { describe, expect, test } from 'vitest';
import { commitTimeOf, createPositionCounter, isDocumentChange, toChange, type RawChange } from './raw-change.js';

const id = new Types.ObjectId('0123456789abcdef01234567');
const wallTime = new Date('2026-11-22T10:00:00.123Z');

/** A change as the driver hands it over; only what is looked at here. */
function raw(seconds: number, increment: number, fields: Readonly<Record<string, unknown>> = {}): RawChange {
  const clusterTime = new mongo.Timestamp({ t: seconds, i: increment });
  return {
    _id: {},
    operationType: 'insert',
    ns: { db: 'd', coll: 'messages' },
    documentKey: { _id: id },
    clusterTime,
    wallTime,
    ...fields,
  } as unknown as RawChange;
}

function changeOf(fields: Readonly<Record<string, unknown>>, stateOfNow: Readonly<Record<string, unknown>> | null = null) {
  const change = raw(7, 1, fields);
  if (!isDocumentChange(change)) throw new Error('This was to be a change of a document.');
  return toChange(change, { seconds: 7, increment: 1, index: 0 }, stateOfNow);
}

describe('positions', () => {
  test('count all changes of one cluster time from 0, of whatever kind', () => {
    const place = createPositionCounter();
    const changes = [raw(7, 1), raw(7, 1, { operationType: 'drop' }), raw(7, 1), raw(7, 2), raw(8, 2), raw(8, 2)];
    expect(changes.map((change) => Object.values(place(change)).join('.'))).toEqual(['7.1.0', '7.1.1', '7.1.2', '7.2.0', '8.2.0', '8.2.1']);
  });

  test('hold times beyond 2038', () => {
    expect(createPositionCounter()(raw(4_000_000_000, 3_000_000_000))).toEqual({
      seconds: 4_000_000_000,
      increment: 3_000_000_000,
      index: 0,
    });
  });
});

describe('the time of a change', () => {
  test("is the database's wall clock, or, of an older database, the second of the cluster time", () => {
    expect(commitTimeOf(raw(7, 1))).toEqual(wallTime);
    expect(commitTimeOf(raw(7, 1, { wallTime: undefined }))).toEqual(new Date(7_000));
  });
});

describe('a change', () => {
  test('that inserts or replaces carries the document as it was written', () => {
    for (const operationType of ['insert', 'replace']) {
      const change = changeOf({ operationType, fullDocument: { _id: id, text: 'hi' } });
      expect(change).toMatchObject({
        id: id.toHexString(),
        operation: operationType,
        document: { text: 'hi' },
        collection: 'messages',
        at: wallTime,
      });
      expect(change.changedFields.size).toBe(0);
    }
  });

  test('that updates names whole fields, and gives values of those that were set as a whole', () => {
    const updateDescription = {
      updatedFields: { text: 'new', 'reactions.0.userIds': [1], 'notice.name': 'x', revision: 2 },
      removedFields: ['editedAt', 'edits.1'],
      truncatedArrays: [{ field: 'history', newSize: 1 }],
    };
    const change = changeOf({ operationType: 'update', updateDescription }, { _id: id, text: 'newer' });
    expect([...change.changedFields].sort()).toEqual(['editedAt', 'edits', 'history', 'notice', 'reactions', 'revision', 'text']);
    expect(change.updated).toEqual({ text: 'new', revision: 2 });
    expect(change.document).toEqual({ _id: id, text: 'newer' });
  });

  test('that deletes has nothing but the id', () => {
    expect(changeOf({ operationType: 'delete', documentKey: { _id: 'a:b' } })).toMatchObject({ id: 'a:b', document: null, updated: {} });
  });
});
