import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Live } from '../live/live.js';
import { Socket } from './socket.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket whose peer reads only what `read` is told to. */
function stalling() {
  const net = { bytesWritten: 0, writableLength: 0 };
  const calls = { terminate: vi.fn(), close: vi.fn() };
  const webSocket = {
    ...calls,
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

  test('is joined by the live engine, which cuts off a subscriber that falls behind', () => {
    const { fallBehind, terminate } = stalling();
    fallBehind();
    expect(terminate).toHaveBeenCalled();
  });
});

describe('a message that is sent', () => {
  const message = Buffer.from('{}');

  /** A socket that is told when what was sent has gone out. */
  function sending(state: { unsent: number; readyState: number }) {
    const goneOut: (() => void)[] = [];
    const webSocket = {
      OPEN: 1,
      get readyState() {
        return state.readyState;
      },
      get bufferedAmount() {
        return state.unsent;
      },
      send: (_text: Buffer, _options: object, callback: () => void) => void goneOut.push(callback),
    } as unknown as WebSocket;
    const engine = { forSocket: () => ({}) as Live };
    return { goneOut, socket: new Socket(webSocket, { socket: {}, headers: {} } as unknown as IncomingMessage, engine, '127.0.0.1') };
  }

  test('is not waited for where the peer takes it at once', () => {
    const { socket, goneOut } = sending({ unsent: 0, readyState: 1 });
    expect(socket.send(message)).toBeUndefined();
    expect(goneOut).toHaveLength(1);
  });

  test('is waited for where the peer does not, until all has gone out', async () => {
    const { socket, goneOut } = sending({ unsent: 100, readyState: 1 });
    const over = vi.fn();
    const sent = [socket.send(message), socket.send(message)].flatMap((waiting) => (waiting ? [waiting.then(over)] : []));
    goneOut[0]?.();
    await Promise.resolve();
    expect(over).not.toHaveBeenCalled();
    goneOut[1]?.();
    await Promise.all(sent);
    expect(over).toHaveBeenCalledTimes(2);
  });

  test('is none on a socket that is closing', () => {
    const { socket, goneOut } = sending({ unsent: 0, readyState: 2 });
    expect(socket.send(message)).toBeUndefined();
    expect(goneOut).toEqual([]);
  });
});

describe('a signed-in socket', () => {
  const viewer = (expiresAt: Date) => ({ userId: 'u', sessionId: 's', expiresAt });

  test('is closed with 4403 when its token ends', () => {
    const { socket, close } = stalling();
    socket.signIn(viewer(new Date(Date.now() + 900_000)));
    vi.advanceTimersByTime(899_999);
    expect(close).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(close).toHaveBeenCalledWith(4403, 'Forbidden');
  });

  test('may have a token of years', () => {
    const { socket, close } = stalling();
    const days = 24 * 3_600_000;
    socket.signIn(viewer(new Date(Date.now() + 400 * days)));
    vi.advanceTimersByTime(399 * days);
    expect(close).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2 * days);
    expect(close).toHaveBeenCalledTimes(1);
  });

  test('is not closed any more once it is gone', () => {
    const { socket, close } = stalling();
    socket.signIn(viewer(new Date(Date.now() + 1_000)));
    socket.release();
    vi.advanceTimersByTime(2_000);
    expect(close).not.toHaveBeenCalled();
  });
});
