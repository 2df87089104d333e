import type { ApolloClient } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { Client as SocketClient } from 'graphql-ws';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session } from '../apollo/session';
import type { LiveEvent } from './apply-event';
import { EventStream, type EventStreamOptions } from './event-stream';
import { Freshness } from './freshness';

type Answer = { data?: { events: LiveEvent }; error?: Error };
const refusal = (code: string) => new CombinedGraphQLErrors({ errors: [{ message: code, extensions: { code } }] });
const typing = (cursor: string, live = false) => ({
  data: { events: { __typename: 'CursorAdvanced', cursor, at: '', live } as LiveEvent },
});

let line: Subject<Answer>;
/** The cursors of all subscriptions so far. */
let after: unknown[];
let applied: string[];
/** How many had been applied, each time they were shown. */
let shown: number[];
let freshness: Freshness;
let closed: (event: { code: number }) => void;
let stream: EventStream;
const startAnew = vi.fn<EventStreamOptions['startAnew']>();
const refresh = vi.fn<() => Promise<string>>();
const onLive = vi.fn<() => void>();

function start(cursor: string | null) {
  stream = new EventStream({
    client: {
      subscribe: ({ variables }: { variables: { after: unknown } }) => {
        after.push(variables.after);
        line = new Subject();
        return line;
      },
    } as unknown as ApolloClient,
    socket: {
      on: (_name: string, listener: typeof closed) => {
        closed = listener;
        return () => undefined;
      },
      terminate: () => undefined,
    } as unknown as SocketClient,
    session: { refresh } as unknown as Session,
    freshness,
    position: { cursor, asOf: null },
    startAnew,
    isRush: () => false,
    apply: (events) => applied.push(...events.map(({ cursor }) => cursor)),
    prepare: () => undefined,
    show: () => shown.push(applied.length),
    onLive,
  });
  stream.start();
  return vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  after = [];
  applied = [];
  shown = [];
  freshness = new Freshness(null);
  startAnew.mockReset().mockResolvedValue('fresh');
  refresh.mockReset().mockResolvedValue('token');
  onLive.mockReset();
});
afterEach(() => {
  stream.stop();
  vi.useRealTimers();
});

describe('the event stream', () => {
  test('starts with the cursor of now when nothing was kept', async () => {
    await start(null);
    expect(startAnew).toHaveBeenCalledExactlyOnceWith('first');
    expect(after).toEqual(['fresh']);
  });

  test('goes on from the cursor that was kept', async () => {
    await start('kept');
    expect(startAnew).not.toHaveBeenCalled();
    expect(after).toEqual(['kept']);
  });

  test('counts a cursor only when its events are applied and shown, a burst as one', async () => {
    await start('kept');
    line.next(typing('1'));
    line.next(typing('2'));
    expect(stream.position.cursor).toBe('kept');
    await vi.advanceTimersByTimeAsync(1);
    expect(applied).toEqual(['1', '2']);
    expect(shown).toEqual([2]);
    expect(stream.position.cursor).toBe('2');
  });

  test('subscribes again after the last applied cursor when the line is lost, and is live when it has caught up', async () => {
    await start('kept');
    line.next(typing('1', true));
    await vi.advanceTimersByTimeAsync(1);
    expect(freshness.now.state).toBe('live');
    line.next(typing('2'));
    line.error(new Error('Socket closed'));
    await vi.advanceTimersByTimeAsync(0);
    expect(freshness.now.state).toBe('connecting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(after).toEqual(['kept', '2']);
    line.next(typing('3', true));
    await vi.advanceTimersByTimeAsync(1);
    expect(freshness.now.state).toBe('live');
    expect(onLive).toHaveBeenCalledTimes(2);
  });

  test('takes nothing that comes after an event without its data: it goes on from before that', async () => {
    await start('kept');
    const broken = line;
    broken.next(typing('1'));
    broken.next({ error: refusal('UNAVAILABLE') });
    broken.next(typing('3'));
    await vi.advanceTimersByTimeAsync(10_000);
    broken.next(typing('4'));
    await vi.advanceTimersByTimeAsync(0);
    expect(applied).toEqual(['1']);
    expect(after).toEqual(['kept', '1']);
  });

  test('says offline when it fails again and again, and tries at once when the browser is online', async () => {
    await start('kept');
    line.error(new Error('down'));
    await vi.advanceTimersByTimeAsync(1_000);
    line.error(new Error('down'));
    await vi.advanceTimersByTimeAsync(0);
    expect(freshness.now.state).toBe('offline');
    const tries = after.length;
    dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(after.length).toBe(tries + 1);
  });

  test.each(['CURSOR_EXPIRED', 'BAD_USER_INPUT'])('starts anew when the server no longer takes its cursor (%s)', async (code) => {
    await start('too old');
    line.next({ error: refusal(code) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(startAnew).toHaveBeenCalledExactlyOnceWith('expired');
    expect(after).toEqual(['too old', 'fresh']);
  });

  test('drops what it has also where the first try to start anew fails', async () => {
    startAnew.mockRejectedValueOnce(new Error('The line is lost.'));
    await start('too old');
    line.next({ error: refusal('CURSOR_EXPIRED') });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(after).toEqual(['too old', 'too old']);
    line.next({ error: refusal('CURSOR_EXPIRED') });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(startAnew.mock.calls).toEqual([['expired'], ['expired']]);
    expect(after.at(-1)).toBe('fresh');
  });

  test('renews the token when the server closes with 4403', async () => {
    await start('kept');
    closed({ code: 4403 });
    line.error(new Error('Socket closed with event 4403'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(refresh).toHaveBeenCalledOnce();
    expect(after).toEqual(['kept', 'kept']);
  });

  test('ends with its owner', async () => {
    await start('kept');
    stream.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(after).toEqual(['kept']);
  });
});
