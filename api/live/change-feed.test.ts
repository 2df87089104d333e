import { describe, expect, test, vi } from 'vitest';
import { message, start, take, takeNames, takeUntilLive } from '../../tests/live/engine-on-memory.js';
import { createMemorySource, type MemorySource } from '../../tests/live/memory-source.js';

describe('a feed that loses its place', () => {
  test('goes on from where it was after an error', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    source.breakReaders(new Error('primary stepped down'));
    source.commit(message('c:1'));
    expect(await takeNames(events, 1)).toEqual(['c:1']);
  });

  test.each([
    ['a collection was dropped', (source: MemorySource) => source.drop()],
    [
      'history was lost',
      (source: MemorySource) => {
        source.breakReaders(new Error('away'));
        source.commit(message('c:1'));
        source.trim();
      },
    ],
  ])('tells every subscriber that its cursor expired when %s, and reloads the memberships', async (_what, lose) => {
    const source = createMemorySource();
    const scan = vi.fn(async function* () {
      yield await Promise.resolve({ conversationId: 'new', userId: 'ana' });
    });
    const engine = await start(source, { scanMemberships: scan });
    const before = engine.currentCursor();
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    lose(source);
    await expect(take(events, 1)).rejects.toMatchObject({ extensions: { code: 'CURSOR_EXPIRED' } });
    expect(scan).toHaveBeenCalledTimes(2);
    await expect(takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after: before }))).rejects.toMatchObject({
      extensions: { code: 'CURSOR_EXPIRED' },
    });
    const anew = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(anew);
    source.commit(message('new:1'));
    expect(await takeNames(anew, 1)).toEqual(['new:1']);
  });
});
