import { describe, expect, test } from 'vitest';
import type { Announcement, Position } from './change.js';
import { afterChange, beforeTime } from './cursor.js';
import { Ring, toReplayEntry } from './ring.js';

const place = (seconds: number, index = 0): Position => ({ seconds, increment: 1, index });
const added = (messageId: string, document?: unknown): Announcement => ({
  to: { conversationId: 'c' },
  event: { __typename: 'MessageAdded', conversationId: 'c', messageId, document },
});
const entry = (position: Position, ...announcements: Announcement[]) => toReplayEntry(position, new Date(0), announcements);
const seconds = (entries: readonly { readonly position: Position }[]) => entries.map(({ position }) => position.seconds);

function ringOf(count: number, limits = { maxEntries: 100, maxBytes: 1_000_000 }): Ring {
  const ring = new Ring(beforeTime({ seconds: 1, increment: 0 }), limits);
  for (let second = 1; second <= count; second += 1) ring.push(place(second), entry(place(second), added(`m${second}`)));
  return ring;
}

describe('the ring', () => {
  test('gives what came after a position, in order, in pages', () => {
    const ring = ringOf(9);
    expect(seconds(ring.readAfter(afterChange(place(4)), 3))).toEqual([4, 5, 6]);
    expect(seconds(ring.readAfter(afterChange(beforeTime({ seconds: 0, increment: 0 })), 100))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(seconds(ring.readAfter(afterChange(place(9, 5)), 100))).toEqual([]);
  });

  test('forgets the oldest beyond its entries, and no longer covers them', () => {
    const ring = ringOf(5_000, { maxEntries: 10, maxBytes: 1_000_000 });
    expect(ring.size).toBe(10);
    expect(ring.covers(afterChange(place(4_990)))).toBe(true);
    expect(ring.covers({ ...place(4_990), part: 0 })).toBe(false);
    expect(ring.covers(afterChange(place(4_989)))).toBe(false);
    expect(seconds(ring.readAfter(afterChange(place(4_990)), 3))).toEqual([4_991, 4_992, 4_993]);
  });

  test('forgets the oldest beyond its bytes', () => {
    const ring = ringOf(100, { maxEntries: 100, maxBytes: 5_000 });
    expect(ring.size).toBeGreaterThan(3);
    expect(ring.size).toBeLessThan(20);
  });

  test('covers what announced nothing, and not what is still to come', () => {
    const ring = ringOf(3);
    ring.push(place(8), null);
    expect(ring.covers(afterChange(place(8)))).toBe(true);
    expect(ring.covers(afterChange(place(8, 1)))).toBe(false);
    expect(ring.size).toBe(3);
  });

  test('covers nothing of before a restart', () => {
    const ring = ringOf(3);
    ring.restart(beforeTime({ seconds: 50, increment: 0 }));
    expect(ring.covers(afterChange(place(3)))).toBe(false);
    expect(ring.covers(afterChange(beforeTime({ seconds: 50, increment: 0 })))).toBe(true);
    expect(ring.size).toBe(0);
  });
});

describe('a replay entry', () => {
  test('holds references and memberships under their part, without documents, typing and ended sessions', () => {
    const typing = { conversationId: 'c', userId: 'u', typing: true };
    const kept = entry(
      place(1),
      { endedSessionId: 's' },
      { membership: { conversationId: 'c', userId: 'u', present: true } },
      { to: { conversationId: 'c' }, signal: typing, key: 'k' },
      added('m', { text: 'secret' }),
    );
    expect(kept?.steps).toEqual([
      { part: 1, membership: { conversationId: 'c', userId: 'u', present: true } },
      { part: 3, to: { conversationId: 'c' }, event: { __typename: 'MessageAdded', conversationId: 'c', messageId: 'm' } },
    ]);
    expect(JSON.stringify(kept)).not.toContain('secret');
  });

  test('is nothing where nothing can be replayed', () => {
    expect(entry(place(1), { endedSessionId: 's' })).toBeNull();
  });
});
