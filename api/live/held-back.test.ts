import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { message, messageMapper, newsOf, settle, start, take, takeUntilLive } from '../../tests/live/engine-on-memory.js';
import { createMemorySource, type MemorySource, type WrittenChange } from '../../tests/live/memory-source.js';
import type { LiveMapper } from './change.js';
import { HeldBack, type HeldBackOptions } from './held-back.js';
import { MembershipIndex } from './membership.js';

const at = (seconds: number) => ({ seconds, increment: 1, index: 0 });

describe('what is held back', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function hold(options: Partial<HeldBackOptions> = {}) {
    const membership = new MembershipIndex(2);
    for (const userId of ['ana', 'bia', 'caio']) membership.apply('large', userId, true, null);
    for (const userId of ['ana', 'bia']) membership.apply('small', userId, true, null);
    const told: string[] = [];
    const least = { mark: 0 };
    const heldBack = new HeldBack({
      membership,
      fingerprintOf: () => Promise.resolve(String(least.mark)),
      isHeard: () => true,
      tell: (conversationId) => told.push(conversationId),
      log: pino({ level: 'silent' }),
      ...options,
    });
    return { heldBack, told, least };
  }

  test('is told once for all that came in two seconds, of large conversations only', async () => {
    const { heldBack, told } = hold();
    for (let second = 1; second <= 100; second += 1) {
      heldBack.note('large', at(second), true);
      heldBack.note('small', at(second), true);
    }
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual(['large']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(['large']);
  });

  test('is not told where nobody would see anything new', async () => {
    const { heldBack, told, least } = hold();
    for (const mark of [1, 1, 1, 2, 2]) {
      least.mark = mark;
      heldBack.note('large', at(1), true);
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(told).toEqual(['large', 'large']);
  });

  test('waits while the database is away, and for nobody when nobody listens', async () => {
    let isAway = true;
    const { heldBack, told } = hold({ fingerprintOf: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve('1')) });
    heldBack.note('large', at(1), true);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(told).toEqual([]);
    isAway = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual(['large']);
    const unheard = hold({ isHeard: () => false });
    unheard.heldBack.note('large', at(1), true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('and may be missed by a cursor: changes of the last ten seconds before it, or all that is not known', () => {
    const { heldBack } = hold();
    const missed = (after: number, isKnown = true, userId = 'ana') => heldBack.missedBefore(at(after), userId, () => isKnown);
    expect(missed(100)).toEqual([]);
    heldBack.note('large', at(100), false);
    expect([missed(99), missed(100), missed(110), missed(111)]).toEqual([[], ['large'], ['large'], []]);
    expect(missed(100, true, 'davi')).toEqual([]);
    expect(missed(500, false)).toEqual(['large']);
  });
});

describe('a member of a large conversation', () => {
  const markMapper: LiveMapper = { collection: 'marks', needsDocument: false, map: () => [{ viewerStatesOf: 'c' }] };
  const mark: WrittenChange = { collection: 'marks', operation: 'update', id: 'c' };
  const sessions: LiveMapper = { collection: 'sessions', needsDocument: false, map: ({ id }) => [{ endedSessionId: id }] };
  const startLarge = (source: MemorySource, above = 1) =>
    start(source, {
      mappers: [messageMapper, markMapper, sessions],
      largeConversations: { above, fingerprintOf: () => Promise.resolve(`${Math.random()}`) },
    });

  test('hears of the marks of others once, at a cursor that stands after all that was told', async () => {
    const source = createMemorySource();
    const engine = await startLarge(source);
    const ana = engine.subscribeToEvents({ userId: 'ana', types: ['MessageAdded', 'ViewerStateChanged'] });
    const hearing = take(ana, 3);
    await settle(source, engine);
    source.commit(mark, message('c:1'), mark);
    source.commit(mark, message('c:2'));
    const heard = await hearing;
    expect(newsOf(heard)).toEqual(['c:1', 'c:2', 'ViewerStateChanged']);
    const again = engine.subscribeToEvents({
      userId: 'ana',
      after: heard[2]?.cursor ?? '',
      types: ['MessageAdded', 'ViewerStateChanged', 'CursorAdvanced'],
    });
    expect(newsOf(await takeUntilLive(again))).toEqual(['ViewerStateChanged']);
  });

  test('who is cut off after a mark that was held back hears of it on return, on any process', async () => {
    const source = createMemorySource();
    const engine = await startLarge(source);
    const ana = engine.subscribeToEvents({ userId: 'ana' });
    await take(ana, 1);
    source.commit(mark, mark, message('c:1'));
    const [told] = await take(ana, 1);
    expect(newsOf(told ? [told] : [])).toEqual(['c:1']);
    await ana.return?.();
    const other = await startLarge(source.forProcess('process-2'));
    for (const process of [engine, other]) {
      await settle(source, process);
      const back = await takeUntilLive(process.subscribeToEvents({ userId: 'ana', after: told?.cursor ?? '' }));
      expect(newsOf(back)).toEqual(['ViewerStateChanged']);
      expect(back[0]?.cursor).toBe(told?.cursor);
    }
    const davi = await takeUntilLive(engine.subscribeToEvents({ userId: 'davi', after: told?.cursor ?? '' }));
    expect(newsOf(davi)).toEqual([]);
  });

  test('gets of many marks that came while away one, which shows what is true when it is read', async () => {
    const source = createMemorySource();
    const engine = await startLarge(source);
    const after = engine.currentCursor();
    for (let count = 0; count < 50; count += 1) source.commit(mark, message(`c:${count}`));
    await settle(source, engine);
    const stream = engine.subscribeToEvents({ userId: 'ana', after });
    const [first] = await take(stream, 1);
    const rest = await takeUntilLive(stream);
    const states = newsOf([...(first ? [first] : []), ...rest]).filter((name) => name === 'ViewerStateChanged');
    // One that was read before the others were queued, and one for all of those.
    expect(states.length).toBeGreaterThan(0);
    expect(states.length).toBeLessThanOrEqual(2);
    // The reader took its last one after every mark.
    expect(newsOf(rest).filter((name) => name !== 'ViewerStateChanged')).toHaveLength(first?.__typename === 'MessageAdded' ? 49 : 50);
  });

  test('hears nothing of it where the conversation is not large', async () => {
    const source = createMemorySource();
    const engine = await startLarge(source, 2);
    const after = engine.currentCursor();
    source.commit(mark, message('c:1'));
    await settle(source, engine);
    expect(newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })))).toEqual(['c:1']);
  });
});
