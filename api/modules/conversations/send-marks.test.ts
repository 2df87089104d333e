import { Types } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memberId } from './member.model.js';
import { hearOfMark, hearOfSend, noteSends, settleSends } from './send-marks.js';

/** A database that has written when it is told to have. */
const database = vi.hoisted(() => ({
  hints: [] as { readonly seq: number }[][],
  marks: [] as { readonly seq: number }[][],
  pending: [] as { readonly resolve: () => void; readonly reject: (error: Error) => void }[],
}));
const writing = () => new Promise<void>((resolve, reject) => database.pending.push({ resolve, reject }));
vi.mock('./mark.actions.js', () => ({
  raiseHints: (hints: { readonly seq: number }[]) => (database.hints.push(hints), writing()),
  moveAuthorMarks: (marks: { readonly seq: number }[]) => (database.marks.push(marks), writing()),
}));
const answer = () => database.pending.splice(0).forEach(({ resolve }) => resolve());
const fail = () => database.pending.splice(0).forEach(({ reject }) => reject(new Error('away')));

const conversationId = new Types.ObjectId();
const ana = new Types.ObjectId();
const message = (seq: number, authorId: Types.ObjectId | null = ana) => ({ conversationId, authorId, seq, createdAt: new Date(seq) });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  Object.assign(database, { hints: [], marks: [], pending: [] });
});
afterEach(async () => {
  const settled = settleSends();
  answer();
  await settled;
  // Nothing of it is under way any more.
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
});

describe('what messages move', () => {
  test('is written once, soon, as far as the newest of them', async () => {
    await noteSends([message(1), message(2)]);
    await noteSends([message(4), message(3)]);
    expect(database.hints).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(database.hints).toMatchObject([[{ seq: 4 }]]);
    expect(database.marks).toMatchObject([[{ userId: ana, seq: 4 }]]);
  });

  test('by nobody is read by nobody', async () => {
    await noteSends([message(1, null)]);
    void settleSends();
    expect([database.hints, database.marks]).toMatchObject([[[{ seq: 1 }]], [[]]]);
  });

  test('is waited for by whoever asks, also while another has begun to write it', async () => {
    await noteSends([message(1)]);
    const order: string[] = [];
    const asked = [1, 2].map(async (number) => {
      await settleSends();
      order.push(`asked ${number}`);
    });
    await new Promise(setImmediate);
    order.push('written');
    answer();
    await Promise.all(asked);
    expect(order).toEqual(['written', 'asked 1', 'asked 2']);
    expect(database.hints).toHaveLength(1);
    expect(settleSends()).toBeUndefined();
  });

  test('goes on waiting where the database is away, and is written later', async () => {
    await noteSends([message(1)]);
    const refused = settleSends();
    await noteSends([message(2)]);
    fail();
    await expect(refused).rejects.toThrow('away');
    const settled = settleSends();
    answer();
    await settled;
    expect(database.hints.at(-1)).toMatchObject([{ seq: 2 }]);
  });
});

describe('what the feed tells of other processes', () => {
  const markOfAna = memberId(conversationId, ana);

  test('is left to them, as long as nobody asks', async () => {
    hearOfSend(message(11));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(database.marks).toEqual([]);
    hearOfMark(markOfAna, 11);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(database.marks).toEqual([]);
    expect(settleSends()).toBeUndefined();
  });

  test('is written for whoever asks', async () => {
    hearOfSend(message(12));
    const settled = settleSends();
    expect(database.marks).toMatchObject([[{ userId: ana, seq: 12 }]]);
    expect(database.hints).toMatchObject([[{ seq: 12 }]]);
    answer();
    await settled;
    expect(settleSends()).toBeUndefined();
  });

  test('is taken over where they have not written it after some seconds', async () => {
    hearOfSend(message(14));
    hearOfMark(markOfAna, 13);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(database.marks).toMatchObject([[{ userId: ana, seq: 14 }]]);
  });

  test('is nothing new where it is of this process', async () => {
    await noteSends([message(15)]);
    const settled = settleSends();
    answer();
    await settled;
    hearOfSend(message(15));
    expect(settleSends()).toBeUndefined();
    hearOfMark(markOfAna, 15);
    hearOfSend(message(16));
    void settleSends();
    expect(database.marks).toMatchObject([[{ seq: 15 }], [{ seq: 16 }]]);
  });
});
