import fc from 'fast-check';
import pino from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Announcement, Change, LiveMapper } from './change.js';
import { createCursorCodec } from './cursor.js';
import { startLive, type LiveEngine, type LiveOptions } from './engine.js';
import type { DeliveredEvent } from './events.js';
import { createMemorySource, type MemorySource, type WrittenChange } from './memory-source.js';

const cursorKey = new Uint8Array(32).fill(9);

// Ids carry all there is to know: messages `conversation:n`, members `conversation:user`.
const messageMapper: LiveMapper = {
  collection: 'messages',
  needsDocument: false,
  map: (change) => {
    const conversationId = conversationOf(change);
    return [{ to: { conversationId }, event: { __typename: 'MessageAdded', conversationId, messageId: change.id, document: { text: change.id } } }];
  },
};
const memberMapper: LiveMapper = {
  collection: 'members',
  needsDocument: false,
  map: (change): Announcement[] => {
    const conversationId = conversationOf(change);
    const userId = change.id.split(':')[1] ?? '';
    const present = change.operation === 'insert';
    return [
      { membership: { conversationId, userId, present } },
      { to: { userId }, event: { __typename: present ? 'ConversationChanged' : 'ConversationRemoved', conversationId } },
      { to: { conversationId }, event: { __typename: 'MembersChanged', conversationId, changedUserIds: [], removedUserIds: [] } },
    ];
  },
};
const typingMapper: LiveMapper = {
  collection: 'typing',
  needsDocument: false,
  map: ({ id, operation }) => {
    const [conversationId = '', userId = ''] = id.split(':');
    const signal = { conversationId, userId, typing: operation === 'insert' };
    const to = { conversationId, exceptUserId: userId };
    return signal.typing ? [{ to, signal, key: id, endsAfterMs: 6_000, ending: { ...signal, typing: false } }] : [{ to, signal, key: id }];
  },
};
const sessionMapper: LiveMapper = { collection: 'sessions', needsDocument: false, map: ({ id }) => [{ endedSessionId: id }] };
const conversationOf = (change: Change) => change.id.split(':')[0] ?? '';

const message = (id: string): WrittenChange => ({ collection: 'messages', operation: 'insert', id });
const join = (id: string): WrittenChange => ({ collection: 'members', operation: 'insert', id });
const leave = (id: string): WrittenChange => ({ collection: 'members', operation: 'delete', id });
const typing = (id: string, starts: boolean): WrittenChange => ({ collection: 'typing', operation: starts ? 'insert' : 'delete', id });

const engines: LiveEngine[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
});

/** An engine whose conversation `c` has ana and bia. */
async function start(source: MemorySource = createMemorySource(), options: Partial<LiveOptions> = {}): Promise<LiveEngine> {
  const engine = await startLive({
    source,
    mappers: [messageMapper, memberMapper, typingMapper, sessionMapper],
    async *scanMemberships() {
      yield* await Promise.resolve(['ana', 'bia'].map((userId) => ({ conversationId: 'c', userId })));
    },
    cursorKey,
    log: pino({ level: 'silent' }),
    ...options,
  });
  engines.push(engine);
  return engine;
}

const nameOf = (event: DeliveredEvent) =>
  event.__typename === 'CursorAdvanced' ? (event.live ? 'live' : 'advanced') : event.__typename === 'MessageAdded' ? event.messageId : event.__typename;

async function take(events: AsyncIterableIterator<DeliveredEvent>, count: number): Promise<DeliveredEvent[]> {
  const taken: DeliveredEvent[] = [];
  while (taken.length < count) {
    const result = await events.next();
    if (result.done) break;
    taken.push(result.value);
  }
  return taken;
}
const takeNames = async (events: AsyncIterableIterator<DeliveredEvent>, count: number) => (await take(events, count)).map(nameOf);
async function takeUntilLive(events: AsyncIterableIterator<DeliveredEvent>): Promise<DeliveredEvent[]> {
  const taken: DeliveredEvent[] = [];
  for (;;) {
    const [event] = await take(events, 1);
    if (!event) return taken;
    taken.push(event);
    if (nameOf(event) === 'live') return taken;
  }
}
const newsOf = (events: readonly DeliveredEvent[]) => events.map(nameOf).filter((name) => name !== 'advanced' && name !== 'live');

/** The engine has applied everything that was committed before this call. */
async function settle(source: MemorySource, engine: LiveEngine): Promise<void> {
  const mark = `settled:${String(Math.random())}`;
  const seen = new Promise<void>((resolve) => {
    const stop = engine.onSessionEnd((id) => {
      if (id !== mark) return;
      stop();
      resolve();
    });
  });
  source.commit({ collection: 'sessions', operation: 'delete', id: mark });
  await seen;
}

const tinyRing = { ring: { maxEntries: 2, maxBytes: 1_000_000 } };

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

describe('a removed member', () => {
  test('hears ConversationRemoved and nothing after it', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    source.commit(message('c:1'));
    source.commit(leave('c:ana'));
    source.commit(message('c:2'));
    source.commit(join('e:ana'));
    expect(await takeNames(events, 3)).toEqual(['c:1', 'ConversationRemoved', 'ConversationChanged']);
  });

  test('does not get what was still queued when the removal came', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'ana' });
    await takeUntilLive(events);
    source.commit(message('c:1'), message('c:2'));
    source.commit(leave('c:ana'));
    await settle(source, engine);
    expect(await takeNames(events, 1)).toEqual(['ConversationRemoved']);
  });

  test('who was away gets only the removal, from the ring and from the database', async () => {
    const source = createMemorySource();
    for (const engine of [await start(source), await start(source.forProcess('process-2'), tinyRing)]) {
      const id = engine === engines[0] ? 'c' : 'd';
      source.commit(join(`${id}:ana`), join(`${id}:bia`));
      await settle(source, engine);
      const after = engine.currentCursor();
      source.commit(message(`${id}:1`), leave(`${id}:ana`), message(`${id}:2`), message(`${id}:3`));
      await settle(source, engine);
      expect(newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })))).toEqual(['ConversationRemoved']);
    }
  });

  test('who came back hears of the end and of the beginning, and of nothing between', async () => {
    const source = createMemorySource();
    for (const engine of [await start(source), await start(source.forProcess('process-2'), tinyRing)]) {
      const after = engine.currentCursor();
      source.commit(message('c:1'), leave('c:ana'), message('c:2'), join('c:ana'), message('c:3'));
      await settle(source, engine);
      const events = newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })));
      expect(events).toEqual(['ConversationRemoved', 'ConversationChanged', 'MembersChanged', 'c:3']);
    }
  });
});

describe('a resumed stream', () => {
  test('begins within a change whose first events were told already', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const events = engine.subscribeToEvents({ userId: 'davi' });
    await takeUntilLive(events);
    source.commit(join('d:davi'));
    const [first, second] = await take(events, 2);
    expect([first, second].map((event) => event && nameOf(event))).toEqual(['ConversationChanged', 'MembersChanged']);
    const resumed = engine.subscribeToEvents({ userId: 'davi', after: first?.cursor });
    expect((await takeUntilLive(resumed))[0]).toEqual(second);
  });

  test('is served after a restart from the ring that the new process fills from the past', async () => {
    const source = createMemorySource();
    const before = await start(source);
    const after = before.currentCursor();
    source.commit(message('c:1'), message('c:2'));
    await before.stop();
    source.commit(message('c:3'));
    const engine = await start(source.forProcess('process-2'));
    const read = vi.spyOn(source, 'read');
    expect(newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })))).toEqual(['c:1', 'c:2', 'c:3']);
    expect(read).not.toHaveBeenCalled();
  });

  test('does not bring back the documents of inserted messages', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const after = engine.currentCursor();
    source.commit(message('c:1'));
    await settle(source, engine);
    const [event] = await take(engine.subscribeToEvents({ userId: 'ana', after }), 1);
    expect(event).toMatchObject({ messageId: 'c:1' });
    expect(event).not.toHaveProperty('document');
  });

  test('whose cursor is ahead of this process waits, and drops what its client has', async () => {
    const source = createMemorySource();
    const engine = await start(source);
    const [, , ahead] = [source.commit(message('c:1')), source.commit(message('c:2')), source.commit(message('c:3'))];
    // Nothing was applied yet: the feed runs in later microtasks.
    const after = createCursorCodec(cursorKey).encode({ ...(ahead?.[0] ?? { seconds: 0, increment: 0, index: 0 }), part: 0 });
    const events = engine.subscribeToEvents({ userId: 'ana', after });
    source.commit(message('c:4'));
    expect(newsOf(await take(events, 2))).toEqual(['c:4']);
  });

  test('is refused for a cursor that is not ours, and for one of a future that a restored backup has undone', async () => {
    const engine = await start();
    expect(() => engine.subscribeToEvents({ userId: 'ana', after: 'garbage' })).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'after' }) }),
    );
    const future = createCursorCodec(cursorKey).encode({ seconds: 4_000_000_000, increment: 0, index: 0, part: 0 });
    expect(() => engine.subscribeToEvents({ userId: 'ana', after: future })).toThrow(
      expect.objectContaining({ extensions: { code: 'CURSOR_EXPIRED' } }),
    );
  });

  test('ends with CURSOR_EXPIRED where the database has forgotten what came after its cursor', async () => {
    const source = createMemorySource();
    const engine = await start(source, tinyRing);
    const after = engine.currentCursor();
    for (let n = 1; n <= 5; n += 1) source.commit(message(`c:${n}`));
    await settle(source, engine);
    source.trim();
    await expect(take(engine.subscribeToEvents({ userId: 'ana', after }), 1)).rejects.toMatchObject({ extensions: { code: 'CURSOR_EXPIRED' } });
  });

  test('joins the live stream without gap or repeat, whatever the interleaving, the sizes and the cuts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('commit', 'transaction', 'foreign', 'read', 'cut', 'break'), { minLength: 5, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (steps, maxEntries) => {
          const source = createMemorySource();
          const engine = await start(source, { ring: { maxEntries, maxBytes: 1_000_000 } });
          let cursor = engine.currentCursor();
          let events = engine.subscribeToEvents({ userId: 'ana', after: cursor });
          const committed: string[] = [];
          const heard: string[] = [];
          const hear = async () => {
            const [event] = await take(events, 1);
            if (!event) throw new Error('The stream ended.');
            cursor = event.cursor;
            if (event.__typename === 'MessageAdded') heard.push(event.messageId);
          };
          for (const step of steps) {
            if (step === 'commit' || step === 'transaction') {
              const ids = Array.from({ length: step === 'commit' ? 1 : 3 }, (_, i) => `c:${committed.length + i}`);
              committed.push(...ids);
              source.commit(...ids.map(message));
            } else if (step === 'foreign') source.commit(message('x:1'), { collection: 'elsewhere', operation: 'insert', id: 'x' });
            else if (step === 'break') source.breakReaders(new Error('cut'));
            else if (step === 'read') {
              if (heard.length < committed.length) await hear();
            } else {
              await events.return?.();
              events = engine.subscribeToEvents({ userId: 'ana', after: cursor });
            }
          }
          while (heard.length < committed.length) await hear();
          expect(heard).toEqual(committed);
          await events.return?.();
          await engine.stop();
        },
      ),
      { numRuns: 60 },
    );
  });
});

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
