import { describe, expect, test, vi } from 'vitest';
import { join, leave, message, newsOf, settle, start, take, takeNames, takeUntilLive } from '../../tests/live/engine-on-memory.js';
import { createMemorySource, type WrittenChange } from '../../tests/live/memory-source.js';

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

  test('tells every subscriber that its cursor expired when a collection was dropped, and reloads the memberships', async () => {
    const source = createMemorySource();
    const scan = vi.fn(async function* () {
      yield await Promise.resolve({ conversationId: 'new', userId: 'ana' });
    });
    const engine = await start(source, { scanMemberships: scan });
    const before = engine.currentCursor();
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    source.drop();
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

describe('a feed that lost a stretch of the history', () => {
  /** Ana hears what is said in `c` and in `d`; then the feed misses what is committed here, for good. */
  async function lose(...missed: readonly WrittenChange[]) {
    const source = createMemorySource();
    source.commit(join('d:ana'));
    const engine = await start(source);
    source.passTime(1_000);
    await settle(source, engine);
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    source.commit(message('c:heard'), message('d:heard'));
    await settle(source, engine);
    source.loseReaders();
    for (const change of missed) source.commit(change);
    source.trim();
    await settle(source, engine);
    return { source, engine, events };
  }

  test('has its subscribers catch up from where they stood, then go on live', async () => {
    const { source, events } = await lose(message('c:missed'), message('d:missed'), join('e:ana'), message('e:missed'));
    const heard = await takeUntilLive(events);
    expect(newsOf(heard)).toEqual([
      ...['c:heard', 'd:heard'],
      // At and after the cursor less the margin: what was heard already may come once more.
      ...['ConversationChanged', 'c:heard', 'd:heard', 'c:missed', 'd:missed', 'e:missed'],
    ]);
    source.commit(message('e:live'));
    expect(await takeNames(events, 1)).toEqual(['e:live']);
  });

  test('tells who was removed in it of the end, and of nothing after that', async () => {
    const { source, events } = await lose(message('c:missed'), leave('c:ana'), message('c:without'));
    source.commit(message('c:still without'), message('d:later'));
    const heard = newsOf(await takeUntilLive(events));
    expect(heard.filter((name) => !name.startsWith('d:'))).toEqual(['ConversationRemoved']);
    source.commit(message('c:without, live'), message('d:live'));
    expect(newsOf(await take(events, 1))).toEqual(['d:live']);
  });

  test('tells who was removed and came back of the end, then of the beginning, then of what followed', async () => {
    const { events } = await lose(leave('c:ana'), message('c:without'), join('c:ana'), message('c:back'));
    const heard = newsOf(await takeUntilLive(events)).filter((name) => !name.startsWith('d:') && name !== 'c:heard');
    expect(heard).toEqual(['ConversationRemoved', 'ConversationChanged', 'c:back']);
  });

  test('drops the texts of new messages that still wait, since they may have been deleted meanwhile', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    source.commit(message('c:1'));
    await settle(source, engine);
    const version = engine.stateVersion();
    source.loseReaders();
    source.trim();
    await settle(source, engine);
    const [event] = await take(events, 1);
    expect(event).toMatchObject({ messageId: 'c:1' });
    expect(event).not.toHaveProperty('document');
    expect(engine.stateVersion()).toBeGreaterThan(version);
  });

  test('closes the sockets of sessions that ended in it', async () => {
    const source = createMemorySource();
    const since: Date[] = [];
    const engine = await start(source, {
      async *scanEndedSessions(from) {
        since.push(from);
        yield await Promise.resolve('ended in between');
      },
    });
    await settle(source, engine);
    expect(engine.hasSessionEnded('ended in between')).toBe(false);
    const ended = new Promise<string>((resolve) => engine.onSessionEnd(resolve));
    source.loseReaders();
    source.trim();
    expect(await ended).toBe('ended in between');
    expect(since).toHaveLength(1);
  });

  test('ends the streams of conversations that ended in it', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'ana', conversationId: 'c' });
    await takeUntilLive(events);
    await settle(source, engine);
    source.loseReaders();
    source.commit(leave('c:ana'), message('c:without'));
    source.trim();
    expect(newsOf(await take(events, 9))).toEqual(['ConversationRemoved']);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });
});
