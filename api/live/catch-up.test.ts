import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../graphql/errors.js';
import {
  cursorKey,
  join,
  leave,
  message,
  nameOf,
  newsOf,
  settle,
  start,
  take,
  takeNames,
  takeUntilLive,
  tinyRing,
} from '../../tests/live/engine-on-memory.js';
import { createMemoryScans } from '../../tests/live/memory-scans.js';
import { createMemorySource, type WrittenChange } from '../../tests/live/memory-source.js';
import { createCursorCodec } from './cursor.js';

const codec = createCursorCodec(cursorKey);

/** Ana was away while all this was committed, and the database has forgotten the changes since. */
async function away(...missed: readonly WrittenChange[]) {
  const source = createMemorySource();
  const engine = await start(source, tinyRing);
  source.commit(join('d:ana'), message('c:known'));
  source.passTime(1_000);
  await settle(source, engine);
  const after = engine.currentCursor();
  for (const change of missed) source.commit(change);
  source.passTime(1_000);
  for (let n = 0; n < 3; n += 1) source.commit(message(`elsewhere:${n}`));
  await settle(source, engine);
  source.trim();
  return { source, engine, after };
}

const texts = (count: number) => Array.from({ length: count }, (_, n) => `c:${n}`);

describe('a catch-up by state', () => {
  test('brings what is new where the database has forgotten the changes, and then what comes', async () => {
    const { source, engine, after } = await away(message('c:1'), join('e:ana'), message('e:1'), message('c:2'));
    const events = engine.subscribeToEvents({ userId: 'ana', after });
    expect(newsOf(await takeUntilLive(events))).toEqual(['ConversationChanged', 'c:1', 'e:1', 'c:2']);
    source.commit(message('e:2'));
    expect(await takeNames(events, 1)).toEqual(['e:2']);
  });

  test('tells of a removal first, and of nothing that was said after it', async () => {
    const { engine, after } = await away(message('c:1'), leave('c:ana'), message('c:2'));
    expect(newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })))).toEqual(['ConversationRemoved']);
  });

  test('tells who left and came back of the end, then of the beginning, then of what followed', async () => {
    const { engine, after } = await away(message('c:1'), leave('c:ana'), message('c:2'), join('c:ana'), message('c:3'));
    const heard = newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })));
    expect(heard).toEqual(['ConversationRemoved', 'ConversationChanged', 'c:3']);
  });

  test('can be cut anywhere and continued by any process: nothing is missing, and at most the last item comes again', async () => {
    const ids = texts(12);
    const { source, engine, after } = await away(leave('c:ana'), join('c:ana'), ...ids.map(message));
    const whole = await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after }));
    const expected = ['ConversationRemoved', 'ConversationChanged', ...ids];
    expect(newsOf(whole)).toEqual(expected);
    for (let cut = 1; cut < whole.length; cut += 1) {
      const other = await start(source.forProcess(`process-${cut + 1}`), tinyRing);
      const heard = await take(engine.subscribeToEvents({ userId: 'ana', after }), cut);
      const rest = newsOf(await takeUntilLive(other.subscribeToEvents({ userId: 'ana', after: heard.at(-1)?.cursor })));
      // The first item has two events; only with its second it is told.
      expect(rest).toEqual(cut === 1 ? expected : expected.slice(newsOf(heard).length));
      await other.stop();
    }
  });

  test('is continued, by a process that has not come that far, only once it has', async () => {
    const { source, engine, after } = await away(message('c:1'), message('c:2'));
    const [first] = await take(engine.subscribeToEvents({ userId: 'ana', after }), 1);
    const place = codec.decode(first?.cursor ?? '');
    if (!('head' in place)) throw new Error('This is no cursor of a catch-up.');
    const ahead = codec.encode({ ...place, head: { ...place.head, seconds: place.head.seconds + 10 } });
    const scans = createMemoryScans(source).map((scan) => vi.fn(scan));
    const other = await start(source.forProcess('process-2'), { ...tinyRing, catchUpScans: scans });
    const waiting = takeUntilLive(other.subscribeToEvents({ userId: 'ana', after: ahead }));
    await settle(source, other);
    for (const scan of scans) expect(scan).not.toHaveBeenCalled();
    source.passTime(10);
    await settle(source, other);
    expect(newsOf(await waiting)).toEqual(['c:2']);
  });

  test('begins again from its head when that is forgotten, too', async () => {
    const { source, engine, after } = await away(...texts(6).map(message));
    const events = engine.subscribeToEvents({ userId: 'ana', after });
    expect(await takeNames(events, 1)).toEqual(['c:0']);
    source.passTime(1_000);
    const later = Array.from({ length: 6 }, (_, n) => `d:${n}`);
    for (const id of later) source.commit(message(id));
    source.passTime(1_000);
    await settle(source, engine);
    source.trim();
    const heard = newsOf(await takeUntilLive(events));
    // What was committed after the head is read with the pages that come later, or with the second catch-up.
    expect([...new Set(heard)].sort()).toEqual([...texts(6).slice(1), ...later].sort());
    expect(heard.filter((name) => name.startsWith('c:'))).toEqual(texts(6).slice(1));
  });

  test('does not read ahead of a reader who waits', async () => {
    const { source, after } = await away(...texts(40).map(message));
    const scans = createMemoryScans(source).map((scan) => vi.fn(scan));
    const engine = await start(source.forProcess('process-2'), { ...tinyRing, catchUpScans: scans });
    const events = engine.subscribeToEvents({ userId: 'ana', after });
    expect(await takeNames(events, 3)).toEqual(['c:0', 'c:1', 'c:2']);
    await settle(source, engine);
    // Pages of two: the third message came with the second page, and no other was asked for.
    expect(scans[1]).toHaveBeenCalledTimes(2);
  });

  test('waits out a database that is away for a moment, and gives up as UNAVAILABLE', async () => {
    const { source, after } = await away(message('c:1'));
    let failures = 2;
    const [memberships, messages] = createMemoryScans(source);
    if (!memberships || !messages) throw new Error('There are two scans.');
    const shaky: typeof messages = (query) => (failures-- > 0 ? Promise.reject(new Error('primary stepped down')) : messages(query));
    const engine = await start(source.forProcess('process-2'), { ...tinyRing, catchUpScans: [memberships, shaky] });
    expect(newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after })))).toEqual(['c:1']);
    failures = 100;
    await expect(takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after }))).rejects.toBeInstanceOf(AppError);
    await expect(takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after }))).rejects.toMatchObject({
      extensions: { code: 'UNAVAILABLE' },
    });
  });

  test('shows that it goes on, where a long way has nothing for the viewer', async () => {
    const { source, engine, after } = await away(...texts(6).map(message));
    // Davi is in none of them, and what he could hear is nothing: the scan of messages finds none, and the stream is live at once.
    expect((await takeUntilLive(engine.subscribeToEvents({ userId: 'davi', after }))).map(nameOf)).toEqual(['live']);
    const [memberships, messages] = createMemoryScans(source);
    if (!memberships || !messages) throw new Error('There are two scans.');
    const foreign: typeof messages = (query) => messages({ ...query, userId: 'ana' });
    const other = await start(source.forProcess('process-2'), { ...tinyRing, catchUpScans: [memberships, foreign] });
    const told = await takeUntilLive(other.subscribeToEvents({ userId: 'davi', after }));
    expect(told.map(nameOf)).toEqual(['advanced', 'advanced', 'live']);
    expect(new Set(told.map(({ cursor }) => cursor)).size).toBe(3);
  });

  test('misses nothing and keeps the order, whatever is forgotten, lost or cut meanwhile, and wherever it goes on', async () => {
    const step = fc.constantFrom('commit', 'commit', 'read', 'read', 'cut', 'forget', 'lose', 'later');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 50 }), async (steps) => {
        const source = createMemorySource();
        const engines = [await start(source, tinyRing), await start(source.forProcess('process-2'), tinyRing)] as const;
        let engine = engines[0];
        let cursor = engine.currentCursor();
        let events = engine.subscribeToEvents({ userId: 'ana', after: cursor });
        const committed: string[] = [];
        const heard = new Set<string>();
        const hear = async () => {
          const [event] = await take(events, 1);
          if (!event) throw new Error('The stream ended.');
          cursor = event.cursor;
          if (event.__typename === 'MessageAdded') heard.add(event.messageId);
        };
        for (const each of steps) {
          if (each === 'commit') {
            const id = `c:${committed.length}`;
            committed.push(id);
            source.commit(message(id));
          } else if (each === 'read') {
            if (heard.size < committed.length) await hear();
          } else if (each === 'forget') source.trim();
          else if (each === 'later') source.passTime(200);
          else if (each === 'lose') {
            source.loseReaders();
            source.trim();
          } else {
            await events.return?.();
            engine = engine === engines[0] ? engines[1] : engines[0];
            events = engine.subscribeToEvents({ userId: 'ana', after: cursor });
          }
        }
        // A feed that lost its place goes on with the next change, of whatever kind.
        for (const each of engines) await settle(source, each);
        while (heard.size < committed.length) await hear();
        expect([...heard]).toEqual(committed);
        await events.return?.();
        await Promise.all(engines.map((each) => each.stop()));
      }),
      { numRuns: 150 },
    );
  });

  test('is refused from before a collection was dropped, on every process, though the drop is forgotten', async () => {
    const { source, engine, after } = await away(message('c:1'));
    const [first] = await take(engine.subscribeToEvents({ userId: 'ana', after }), 1);
    source.drop();
    await settle(source, engine);
    source.trim();
    const other = await start(source.forProcess('process-2'), tinyRing);
    for (const each of [engine, other]) {
      for (const cursor of [after, first?.cursor]) {
        await expect(takeUntilLive(each.subscribeToEvents({ userId: 'ana', after: cursor }))).rejects.toMatchObject({
          extensions: { code: 'CURSOR_EXPIRED' },
        });
      }
    }
    const anew = engine.currentCursor();
    source.passTime(10);
    source.commit(message('c:2'), message('c:3'));
    for (const id of ['c:4', 'c:5', 'c:6']) source.commit(message(id));
    await settle(source, engine);
    source.trim();
    const heard = newsOf(await takeUntilLive(engine.subscribeToEvents({ userId: 'ana', after: anew })));
    expect(heard).toEqual(expect.arrayContaining(['c:2', 'c:3', 'c:4', 'c:5', 'c:6']));
  });

  test('is refused where its beginning is past the retention, and where its head is of an undone future', async () => {
    const { engine, after } = await away(message('c:1'));
    const [first] = await take(engine.subscribeToEvents({ userId: 'ana', after }), 1);
    const place = codec.decode(first?.cursor ?? '');
    if (!('head' in place)) throw new Error('This is no cursor of a catch-up.');
    const expired: unknown = expect.objectContaining({ extensions: { code: 'CURSOR_EXPIRED' } });
    const subscribe = (cursor: string) => engine.subscribeToEvents({ userId: 'ana', after: cursor });
    expect(() => subscribe(codec.encode({ ...place, sinceSeconds: 0, head: { ...place.head, seconds: 31 * 86_400 } }))).not.toThrow();
    expect(() => subscribe(codec.encode({ ...place, head: { ...place.head, seconds: 4_000_000_000 } }))).toThrow(expired);
    const strict = await start(createMemorySource(), { retentionDays: 0.01 });
    const old = codec.encode({ ...place, sinceSeconds: place.sinceSeconds - 3_000 });
    expect(() => strict.subscribeToEvents({ userId: 'ana', after: old })).toThrow(expired);
  });
});
