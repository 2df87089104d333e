import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createCursorCodec } from './cursor.js';
import {
  cursorKey,
  message,
  join,
  leave,
  start,
  nameOf,
  take,
  takeNames,
  takeUntilLive,
  newsOf,
  settle,
  tinyRing,
} from '../../tests/live/engine-on-memory.js';
import { createMemorySource } from '../../tests/live/memory-source.js';

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
    const engines = { d: await start(source), e: await start(source.forProcess('process-2'), tinyRing) };
    for (const [id, engine] of Object.entries(engines)) {
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
    expect((await takeUntilLive(resumed))[0]).toEqual({ ...second, isAnnounced: undefined });
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
    const read = vi.spyOn(source, 'read');
    // Nothing was applied yet: the feed runs in later microtasks.
    const after = createCursorCodec(cursorKey).encode({ ...(ahead?.[0] ?? { seconds: 0, increment: 0, index: 0 }), part: 0 });
    const events = engine.subscribeToEvents({ userId: 'ana', after });
    source.commit(message('c:4'));
    expect(newsOf(await take(events, 2))).toEqual(['c:4']);
    expect(read).not.toHaveBeenCalled();
  });

  test('is long, and comes in order all the same, from the ring and from the database', async () => {
    const source = createMemorySource();
    for (const engine of [await start(source), await start(source.forProcess('process-2'), tinyRing)]) {
      const after = engine.currentCursor();
      const ids = Array.from({ length: 1_200 }, (_, n) => `c:${n}`);
      for (const id of ids) source.commit(message(id));
      await settle(source, engine);
      expect(newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })))).toEqual(ids);
    }
  });

  test('tells of a removal and a return that this process never saw in the same order', async () => {
    const source = createMemorySource();
    const before = await start(source);
    const after = before.currentCursor();
    source.commit(leave('c:ana'), message('c:1'), join('c:ana'), message('c:2'));
    // One second each: the process that starts then looks back for less.
    for (let second = 0; second < 400; second += 1) source.commit({ collection: 'elsewhere', operation: 'insert', id: 'x' });
    const engine = await start(source.forProcess('process-2'));
    const events = newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })));
    expect(events).toEqual(['ConversationRemoved', 'ConversationChanged', 'MembersChanged', 'c:2']);
  });

  test('is refused for a cursor that is not ours, and for one of a future that a restored backup has undone', async () => {
    const engine = await start();
    expect(() => engine.subscribeToEvents({ userId: 'ana', after: 'garbage' })).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'after', reason: 'INVALID' } }),
    );
    const future = createCursorCodec(cursorKey).encode({ seconds: 4_000_000_000, increment: 0, index: 0, part: 0 });
    expect(() => engine.subscribeToEvents({ userId: 'ana', after: future })).toThrow(
      expect.objectContaining({ extensions: { code: 'CURSOR_EXPIRED' } }),
    );
  });

  test('is refused for a cursor older than the retention, whatever the database still has', async () => {
    const engine = await start(createMemorySource(), { retentionDays: 0.05 });
    const codec = createCursorCodec(cursorKey);
    const edge = codec.decode(engine.currentCursor());
    if ('head' in edge) throw new Error('This is the cursor of a catch-up.');
    const daysAgo = (days: number) => codec.encode({ ...edge, seconds: edge.seconds - days * 86_400 });
    expect(() => engine.subscribeToEvents({ userId: 'ana', after: daysAgo(0.05) })).not.toThrow();
    expect(() => engine.subscribeToEvents({ userId: 'ana', after: daysAgo(0.0625) })).toThrow(
      expect.objectContaining({ extensions: { code: 'CURSOR_EXPIRED' } }),
    );
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
