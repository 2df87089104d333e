import { once } from 'node:events';
import { afterEach, expect } from 'vitest';
import { WebSocket } from 'ws';
import { waitFor } from '../testkit/wait.js';
import type { TwoServers } from './two-servers.js';

interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** One socket, spoken by hand; what comes is kept as it came. */
export interface RawSocket {
  readonly socket: WebSocket;
  /** Text frames; a binary one would be kept as a note that no text frame equals. */
  readonly frames: readonly string[];
  readonly closed: Closed | null;
}

export interface Spoken {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket to each of the two servers, to which the same is said. */
export interface Both {
  readonly shipped: RawSocket;
  readonly reference: RawSocket;
  /** An object goes as JSON, a text as it is. */
  say(message: Spoken | string | Buffer): void;
  /** The same in several frames of one message. */
  sayInPieces(message: Spoken, pieces: number): void;
  subscribe(id: string, query: string, variables?: Record<string, unknown>): void;
  /** Until each of the two has a frame that has this text in it. */
  until(text: string): Promise<void>;
  /** Until each of the two has that many frames of that id. */
  untilCount(id: string, count: number): Promise<void>;
  untilClosed(): Promise<void>;
  /** Everything said before has been worked on by both. */
  fence(): Promise<void>;
  /** Both have answered the same, byte for byte: each id's frames in their order, and what has none in its order. Returns what that was. */
  agree(): Readonly<Record<string, readonly string[]>>;
}

const sockets = new Set<WebSocket>();
afterEach(() => {
  for (const socket of sockets) socket.terminate();
  sockets.clear();
});

export const connectionInit = { type: 'connection_init', payload: { authorization: 'Bearer ana' } } as const;

/** Two open sockets that have said nothing yet. */
export async function openBoth(servers: TwoServers, protocols: readonly string[] = ['graphql-transport-ws']): Promise<Both> {
  const [shipped, reference] = await Promise.all([openRaw(servers.shipped.url, protocols), openRaw(servers.reference.url, protocols)]);
  const each = [shipped, reference] as const;
  const wait = (isThere: (socket: RawSocket) => boolean, what: string) =>
    waitFor(
      () => each.every(isThere),
      () => `${what} does not come. Shipped: ${shipped.frames.join('\n')}\nReference: ${reference.frames.join('\n')}`,
    ).then(() => undefined);
  let fences = 0;
  const both: Both = {
    shipped,
    reference,
    say(message) {
      const data = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message);
      for (const { socket } of each) socket.send(data);
    },
    sayInPieces(message, pieces) {
      const bytes = Buffer.from(JSON.stringify(message));
      const size = Math.ceil(bytes.length / pieces);
      for (const { socket } of each)
        for (let start = 0; start < bytes.length; start += size)
          socket.send(bytes.subarray(start, start + size), { binary: false, fin: start + size >= bytes.length });
    },
    subscribe: (id, query, variables) => both.say({ id, type: 'subscribe', payload: { query, ...(variables && { variables }) } }),
    until: (text) => wait(({ frames }) => frames.some((frame) => frame.includes(text)), text),
    untilCount: (id, count) => wait(({ frames }) => frames.filter((frame) => idOf(frame) === id).length >= count, `${count} of ${id}`),
    untilClosed: () => wait(({ closed }) => closed !== null, 'The end'),
    async fence() {
      fences += 1;
      both.say({ type: 'ping', payload: { fence: fences } });
      await both.until(`{"type":"pong","payload":{"fence":${fences}}}`);
    },
    agree() {
      const said = transcript(shipped);
      expect(said).toEqual(transcript(reference));
      return said;
    },
  };
  return both;
}

/** Two sockets that are ana's, acknowledged. */
export async function connectBoth(servers: TwoServers): Promise<Both> {
  const both = await openBoth(servers);
  both.say(connectionInit);
  await both.until('connection_ack');
  return both;
}

async function openRaw(url: string, protocols: readonly string[]): Promise<RawSocket> {
  const socket = new WebSocket(url, [...protocols]);
  sockets.add(socket);
  const frames: string[] = [];
  const raw: { socket: WebSocket; frames: string[]; closed: Closed | null } = { socket, frames, closed: null };
  socket.on('message', (data: Buffer, isBinary) => frames.push(isBinary ? `binary: ${data.toString('hex')}` : data.toString()));
  socket.on('close', (code, reason) => (raw.closed = { code, reason: reason.toString() }));
  await once(socket, 'open');
  return raw;
}

function idOf(frame: string): string {
  const { id } = JSON.parse(frame) as { readonly id?: string };
  return id ?? '';
}

function transcript({ frames, closed }: RawSocket): Record<string, string[]> {
  const byId: Record<string, string[]> = { closed: closed ? [`${closed.code} ${closed.reason}`] : [] };
  for (const frame of frames) (byId[`id ${idOf(frame)}`] ??= []).push(frame);
  return byId;
}
