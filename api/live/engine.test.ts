import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LiveMapper } from './change.js';
import {
  messageMapper,
  message,
  join,
  leave,
  typing,
  start,
  nameOf,
  take,
  takeNames,
  takeUntilLive,
  settle,
} from '../../tests/live/engine-on-memory.js';
import { createMemorySource } from '../../tests/live/memory-source.js';

afterEach(() => void vi.useRealTimers());

describe('a live stream', () => {
  test('says first that it is live, then brings what happens to the members', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const ana = engine.subscribeToEvents({ userId: 'ana' });
    const davi = engine.subscribeToEvents({ userId: 'davi' });
    expect(await takeNames(ana, 1)).toEqual(['live']);
    expect(await takeNames(davi, 1)).toEqual(['live']);
    source.commit(message('c:1'), message('c:2'));
    source.commit(join('e:davi'));
    expect(await takeNames(ana, 2)).toEqual(['c:1', 'c:2']);
    expect(await takeNames(davi, 2)).toEqual(['ConversationChanged', 'MembersChanged']);
  });

  test('gives one event object to all who hear it, so that it can be executed once', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const streams = ['ana', 'bia'].map((userId) => engine.subscribeToEvents({ userId, types: ['MessageAdded'] }));
    const waiting = streams.map((stream) => take(stream, 1));
    await settle(source, engine);
    source.commit(message('c:1'));
    const [[first] = [], [second] = []] = await Promise.all(waiting);
    expect(first).toBeDefined();
    expect(first).toBe(second);
  });

  test('says of an event whether the feed has announced it, or it is told again', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const live = engine.subscribeToEvents({ userId: 'ana' });
    const [begin] = await take(live, 1);
    source.commit(message('c:1'));
    const [announced] = await take(live, 1);
    const [told] = await take(engine.subscribeToEvents({ userId: 'ana', after: begin?.cursor }), 1);
    expect([announced, told].map((event) => event && nameOf(event))).toEqual(['c:1', 'c:1']);
    expect([announced?.isAnnounced, told?.isAnnounced]).toEqual([true, undefined]);
  });

  test('of one conversation brings only its own, and ends with its end', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    source.commit(join('d:ana'));
    await settle(source, engine);
    const events = engine.subscribeToEvents({ userId: 'ana', conversationId: 'c' });
    expect(await takeNames(events, 1)).toEqual(['live']);
    source.commit(message('d:1'), message('c:1'), leave('d:ana'), leave('c:ana'), message('c:2'));
    expect(await takeNames(events, 9)).toEqual(['c:1', 'ConversationRemoved']);
  });

  test('of one type ends with the conversation too, without saying so', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'ana', conversationId: 'c', types: ['MessageAdded'] });
    const taken = takeNames(events, 9);
    await settle(source, engine);
    source.commit(message('c:1'));
    source.commit(leave('c:ana'));
    expect(await taken).toEqual(['c:1']);
  });

  test('of a conversation whose removal the feed saw between the check of access and the subscription ends at once', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    source.commit(leave('c:ana'));
    await settle(source, engine);
    const events = engine.subscribeToEvents({ userId: 'ana', conversationId: 'c' });
    const taken = takeNames(events, 9);
    // What readEdge waits for: the next change of whatever kind.
    await settle(source, engine);
    expect(await taken).toEqual(['ConversationRemoved']);
  });
});

describe('a subscriber that does not read', () => {
  test('is cut off with its socket, and nobody else waits', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const terminate = vi.fn();
    const slow = engine.forSocket(terminate).subscribeToEvents({ userId: 'ana' });
    const quick = engine.subscribeToEvents({ userId: 'bia' });
    await Promise.all([takeUntilLive(slow), takeUntilLive(quick)]);
    const ids = Array.from({ length: 1_001 }, (_, n) => `c:${n}`);
    for (const id of ids) {
      source.commit(message(id));
      expect(await takeNames(quick, 1)).toEqual([id]);
    }
    expect(terminate).toHaveBeenCalledTimes(1);
    await expect(slow.next()).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
  });
});

describe('typing', () => {
  test('starts and stops for the others, and for the members only', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const [own, other, stranger] = ['ana', 'bia', 'davi'].map((userId) => engine.subscribeToTyping({ userId }));
    source.commit(typing('c:ana', true));
    source.commit(typing('c:ana', false));
    source.commit(typing('c:bia', true));
    expect((await other?.next())?.value).toEqual({ conversationId: 'c', userId: 'ana', typing: true });
    expect((await other?.next())?.value).toEqual({ conversationId: 'c', userId: 'ana', typing: false });
    expect((await own?.next())?.value).toEqual({ conversationId: 'c', userId: 'bia', typing: true });
    await settle(source, engine);
    await stranger?.return?.();
    expect(await stranger?.next()).toEqual({ done: true, value: undefined });
  });

  test('ends by itself, later when it is repeated', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const source = createMemorySource();
    const engine = await start(source);
    const heard: boolean[] = [];
    const events = engine.subscribeToTyping({ userId: 'bia', conversationId: 'c' });
    const reading = (async () => {
      for await (const event of events) heard.push(event.typing);
    })();
    source.commit(typing('c:ana', true));
    await settle(source, engine);
    await vi.advanceTimersByTimeAsync(5_000);
    source.commit(typing('c:ana', true));
    await settle(source, engine);
    await vi.advanceTimersByTimeAsync(5_999);
    expect(heard).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual([true, true, false]);
    await events.return?.();
    await reading;
  });
});

describe('the engine', () => {
  test('tells the end of a session, and remembers it', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    await settle(source, engine);
    source.commit({ collection: 'sessions', operation: 'delete', id: 's1' });
    await settle(source, engine);
    expect(engine.hasSessionEnded('s1')).toBe(true);
    expect(engine.hasSessionEnded('s2')).toBe(false);
  });

  test('survives a change that a mapper can not make sense of', async () => {
    const source = createMemorySource();
    const broken: LiveMapper = {
      collection: 'broken',
      needsDocument: false,
      map: () => {
        throw new Error('unexpected shape');
      },
    };
    const engine = await start(source, { mappers: [broken, messageMapper] });
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    source.commit({ collection: 'broken', operation: 'insert', id: 'x' }, message('c:1'));
    expect(await takeNames(events, 1)).toEqual(['c:1']);
  });

  test('moves the cursor of those for whom nothing happens', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'davi' });
    const [live] = await takeUntilLive(events);
    source.commit(message('c:1'));
    await settle(source, engine);
    vi.advanceTimersByTime(60_000);
    const [advanced] = await take(events, 1);
    expect(advanced && nameOf(advanced)).toBe('live');
    expect(advanced?.cursor).not.toBe(live?.cursor);
  });

  test('ends every stream when it stops', async () => {
    const engine = await start();
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    const waiting = events.next();
    await engine.stop();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
