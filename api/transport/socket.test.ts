import type { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Live } from '../live/live.js';
import { isTested } from './direct-frames.js';
import { frameId, Frames } from './frames.js';
import { socketMetrics } from './socket-metrics.js';
import { Socket } from './socket.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket whose peer reads only what `read` is told to. */
function stalling() {
  const net = { bytesWritten: 0, writableLength: 0 };
  const calls = { terminate: vi.fn(), close: vi.fn() };
  const pongs: (() => void)[] = [];
  let answersPings = true;
  const webSocket = {
    ...calls,
    OPEN: 1,
    readyState: 1,
    on: (_event: 'pong', listener: () => void) => pongs.push(listener),
    ping: () => answersPings && pongs.forEach((pong) => pong()),
    get bufferedAmount() {
      return net.writableLength;
    },
  } as unknown as WebSocket;
  let fallBehind = () => {};
  const engine = {
    forSocket(terminate: () => void) {
      fallBehind = terminate;
      return {} as Live;
    },
  };
  const socket = new Socket(webSocket, { socket: net, headers: {} } as unknown as IncomingMessage, engine, '127.0.0.1');
  let nowMs = performance.now();
  return {
    socket,
    ...calls,
    fallBehind: () => fallBehind(),
    answerNoPings: () => (answersPings = false),
    write: (bytes: number) => {
      net.bytesWritten += bytes;
      net.writableLength += bytes;
    },
    read: (bytes: number) => (net.writableLength -= bytes),
    pass: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) socket.watch((nowMs += 1_000));
    },
  };
}

describe('the watch over a socket', () => {
  test('cuts off a peer that takes nothing for 15 s, although more is written', () => {
    const { write, pass, terminate } = stalling();
    write(100);
    pass(14);
    write(100);
    expect(terminate).not.toHaveBeenCalled();
    pass(2);
    expect(terminate).toHaveBeenCalled();
  });

  test('lets a slow peer be that takes a little, although the unsent stays as it is', () => {
    const { write, read, pass, terminate } = stalling();
    write(10_000);
    for (let step = 0; step < 10; step += 1) {
      pass(10);
      write(10);
      read(10);
    }
    expect(terminate).not.toHaveBeenCalled();
  });

  test('cuts off a peer that has not answered a ping when the next is due', () => {
    const { pass, answerNoPings, terminate } = stalling();
    pass(30);
    answerNoPings();
    pass(12);
    expect(terminate).not.toHaveBeenCalled();
    pass(12);
    expect(terminate).toHaveBeenCalled();
  });

  test('lets an idle peer be', () => {
    const { pass, terminate } = stalling();
    pass(3_600);
    expect(terminate).not.toHaveBeenCalled();
  });

  test('cuts off a peer with more than 1 MiB unsent', () => {
    const { write, pass, terminate } = stalling();
    write(1024 * 1024 + 1);
    pass(1);
    expect(terminate).toHaveBeenCalled();
  });

  test('counts whom it cuts off, and why', async () => {
    const count = async (reason: string) =>
      (await socketMetrics.terminations.get()).values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
    const before = { stalled: await count('stalled'), unsent: await count('unsent') };
    const [stalled, flooded] = [stalling(), stalling()];
    stalled.write(100);
    stalled.pass(16);
    expect(await count('stalled')).toBe(before.stalled + 1);
    expect(await count('unsent')).toBe(before.unsent);
    flooded.write(1024 * 1024 + 1);
    flooded.pass(1);
    expect(await count('unsent')).toBe(before.unsent + 1);
    expect(await count('stalled')).toBe(before.stalled + 1);
  });

  test('is joined by the live engine, which cuts off a subscriber that falls behind', () => {
    const { fallBehind, terminate } = stalling();
    fallBehind();
    expect(terminate).toHaveBeenCalled();
  });
});

describe('an answer that is sent', () => {
  const id = frameId('1');
  const answer = new Frames({ data: { text: 'olá' } });
  const large = new Frames({ data: { text: 'x'.repeat(100_000) } });

  /** A socket on a connection whose peer reads when `read` says so. */
  function sending(state: { readyState: number; extensions: string }) {
    const taken: Buffer[] = [];
    let read = () => {};
    const connection = new Duplex({
      write(chunk: Buffer, _encoding, callback) {
        taken.push(chunk);
        read = callback;
        if (chunk.length < 1_000) callback();
      },
      read() {
        // The peer says nothing.
      },
    });
    const byWs: Buffer[] = [];
    const webSocket = {
      OPEN: 1,
      ...state,
      on: () => {},
      send: (text: Buffer) => void byWs.push(text),
      close: () => taken.push(Buffer.from('close')),
    } as unknown as WebSocket;
    const engine = { forSocket: () => ({}) as Live };
    const upgrade = { socket: connection, headers: {} } as unknown as IncomingMessage;
    return { taken, byWs, read: () => read(), socket: new Socket(webSocket, upgrade, engine, '127.0.0.1') };
  }

  const text = Buffer.from('{"id":"1","type":"next","payload":{"data":{"text":"olá"}}}');
  const frame = Buffer.concat([Buffer.from([0x81, text.length]), text]);

  test('goes to the connection as one whole frame', async () => {
    const { socket, taken, byWs } = sending({ readyState: 1, extensions: '' });
    expect(socket.send(answer, id)).toBe(true);
    await vi.runAllTimersAsync();
    expect(taken).toEqual([frame]);
    expect(byWs).toEqual([]);
    expect(socket.isBusy).toBe(false);
  });

  test('goes out with the others of its turn, in one write', async () => {
    const { socket, taken } = sending({ readyState: 1, extensions: '' });
    for (const _ of [1, 2, 3]) expect(socket.send(answer, id)).toBe(true);
    expect(socket.isBusy).toBe(true);
    await vi.runAllTimersAsync();
    expect(taken).toEqual([Buffer.concat([frame, frame, frame])]);
  });

  test('goes out with the messages of the protocol of its turn, in their order, and before the end', async () => {
    const { socket, taken, byWs } = sending({ readyState: 1, extensions: '' });
    socket.send(answer, id);
    void socket.sendText('{"type":"pong"}');
    socket.send(answer, id);
    socket.close(1001, 'Going away');
    await vi.runAllTimersAsync();
    const pong = Buffer.concat([Buffer.from([0x81, 15]), Buffer.from('{"type":"pong"}')]);
    expect(taken.map(String)).toEqual([String(Buffer.concat([frame, pong, frame])), 'close']);
    expect(byWs).toEqual([]);
  });

  test('is followed by a message of the protocol of any length, as a whole frame', async () => {
    const { socket, taken } = sending({ readyState: 1, extensions: '' });
    for (const length of [125, 126, 900]) void socket.sendText('é'.padEnd(length - 1, 'x'));
    await vi.runAllTimersAsync();
    const heads = [Buffer.from([0x81, 125]), Buffer.from([0x81, 126, 0, 126]), Buffer.from([0x81, 126, 900 >> 8, 900 & 255])];
    const texts = [125, 126, 900].map((length) => Buffer.from('é'.padEnd(length - 1, 'x')));
    expect(Buffer.concat(taken)).toEqual(Buffer.concat(heads.flatMap((head, index) => [head, texts[index] ?? head])));
  });

  test('goes through ws where that compresses', () => {
    const { socket, taken, byWs } = sending({ readyState: 1, extensions: 'permessage-deflate' });
    expect(socket.send(answer, id)).toBe(true);
    expect(byWs.map(String)).toEqual(['{"id":"1","type":"next","payload":{"data":{"text":"olá"}}}']);
    expect(taken).toEqual([]);
  });

  test('is waited for, by all who have more to send, where the peer does not take it', async () => {
    const { socket, read } = sending({ readyState: 1, extensions: '' });
    expect(socket.send(large, id)).toBe(false);
    const resumed = [vi.fn(), vi.fn()];
    for (const resume of resumed) socket.onceDrained(resume);
    expect(resumed[0]).not.toHaveBeenCalled();
    vi.useRealTimers();
    read();
    await vi.waitFor(() => resumed.forEach((resume) => expect(resume).toHaveBeenCalledTimes(1)));
  });

  test('is none on a socket that is closing', () => {
    const { socket, taken } = sending({ readyState: 2, extensions: '' });
    expect(socket.send(answer, id)).toBe(false);
    expect(taken).toEqual([]);
  });
});

describe('the release of ws', () => {
  test.each([
    ['8.18.0', true],
    ['8.23.0', true],
    ['8.17.9', false],
    ['9.0.0', false],
    ['', false],
  ])('%s may be written beside: %s', (version, isKnown) => expect(isTested(version)).toBe(isKnown));
});

describe('a signed-in socket', () => {
  const viewer = (expiresAt: Date) => ({ userId: 'u', sessionId: 's', expiresAt, scopes: null });

  test('is closed with 4403 within a second of the end of its token', () => {
    const { socket, close, pass } = stalling();
    socket.signIn(viewer(new Date(Date.now() + 900_000)));
    vi.advanceTimersByTime(899_999);
    pass(1);
    expect(close).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    pass(1);
    expect(close).toHaveBeenCalledWith(4403, 'Forbidden');
  });

  test('is closed at once where its token has ended already', () => {
    const { socket, close } = stalling();
    socket.signIn(viewer(new Date(Date.now() - 1)));
    expect(close).toHaveBeenCalledWith(4403, 'Forbidden');
  });

  test('may have a token of years', () => {
    const { socket, close, pass } = stalling();
    const days = 24 * 3_600_000;
    socket.signIn(viewer(new Date(Date.now() + 400 * days)));
    vi.advanceTimersByTime(399 * days);
    pass(1);
    expect(close).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2 * days);
    pass(1);
    expect(close).toHaveBeenCalledTimes(1);
  });
});
