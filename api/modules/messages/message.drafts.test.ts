import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { answerRepetition, groupRepetitions, numberDrafts, type MessageDraft } from './message.drafts.js';
import { hashRequest, useRequestKey } from './request-hash.js';

useRequestKey(new Uint8Array(32).fill(1));

const ana = new Types.ObjectId();
const bia = new Types.ObjectId();
const conversationId = new Types.ObjectId();
const draft = (authorId: Types.ObjectId | null, clientId: string, text = clientId): MessageDraft => ({
  conversationId,
  authorId,
  clientId,
  requestHash: hashRequest([text]),
  kind: 'TEXT',
  text,
  notice: null,
});
const now = new Date('2026-11-23T10:00:00.000Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe('numbering', () => {
  it('starts at 1 and leaves no hole', () => {
    expect(numberDrafts([draft(ana, 'a'), draft(bia, 'b')], null, now).map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  it('goes on after the newest', () => {
    expect(numberDrafts([draft(ana, 'a')], { seq: 41, createdAt: now }, now).map(({ seq }) => seq)).toEqual([42]);
  });

  it('never lets times run backwards when another clock is ahead, unless that clock is beyond belief', () => {
    const timeAfter = (createdAt: Date) => numberDrafts([draft(ana, 'a')], { seq: 1, createdAt }, now)[0]?.createdAt;
    expect(timeAfter(minutesLater(-1))).toEqual(now);
    expect(timeAfter(minutesLater(10))).toEqual(minutesLater(10));
    expect(timeAfter(minutesLater(16))).toEqual(now);
  });
});

describe('repetitions', () => {
  it('within a batch are found by author and clientId', () => {
    const drafts = [draft(ana, 'x'), draft(bia, 'x'), draft(ana, 'y'), draft(ana, 'x', 'something else'), draft(null, 'x')];
    expect(groupRepetitions(drafts)).toEqual([[drafts[0], drafts[3]], [drafts[1]], [drafts[2]], [drafts[4]]]);
  });

  it('are answered with the stored message, unless something else was asked', () => {
    const [stored] = numberDrafts([draft(ana, 'x')], null, now);
    if (!stored) throw new Error('Nothing was numbered.');
    expect(answerRepetition({ ...stored, text: 'edited since' }, hashRequest(['x'])).text).toBe('edited since');
    expect(() => answerRepetition(stored, hashRequest(['y']))).toThrow(
      expect.objectContaining({ extensions: { code: 'CONFLICT', field: 'clientId' } }),
    );
  });
});

it('a hash tells requests apart, also where their parts run into each other', () => {
  expect(hashRequest(['a', null, []])).toBe(hashRequest(['a', null, []]));
  expect(new Set([hashRequest(['a', 'b']), hashRequest(['ab', '']), hashRequest(['', 'ab']), hashRequest(['a,b'])]).size).toBe(4);
  const byOneKey = hashRequest(['a']);
  useRequestKey(new Uint8Array(32).fill(2));
  expect(hashRequest(['a'])).not.toBe(byOneKey);
  expect(byOneKey).toMatch(/^hmac:[A-Za-z0-9_-]{43}$/);
});
