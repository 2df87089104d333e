import type { IncomingMessage } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import type { WebSocket } from 'ws';
import type { RequestContext, ViewerIdentity } from '../context.js';
import type { LiveEngine } from '../live/engine.js';
import type { Live } from '../live/live.js';
import { canWriteFrames } from './direct-frames.js';
import { textFrame, type FrameId, type Frames } from './frames.js';
import { socketMetrics } from './socket-metrics.js';

/** Client libraries reconnect with fresh connectionParams after this code; 4401 and 4500 are fatal to them. */
const forbiddenCode = 4403;
const maxUnsentBytes = 1024 * 1024;
const stalledAfterMs = 15_000;
const pingEveryMs = 12_000;
/** So much waits for the end of the turn at most; more is handed over at once. */
const maxHeldBytes = 16 * 1024;
const asText = { binary: false };

/** One WebSocket with who is behind it. */
export class Socket {
  readonly request: RequestContext;
  /** The live engine, bound to this socket: a subscription that falls behind takes the socket with it. */
  readonly live: Live;
  readonly #socket: WebSocket;
  #viewer: ViewerIdentity | null = null;
  #runningOperations = 0;
  #sentBytes = 0;
  #progressAtMs = performance.now();
  /** Of the upgrade request, which is not kept: it is several kilobytes. */
  readonly #connection: NetSocket;
  readonly #writesFrames: boolean;
  #waitingForDrain: (() => void)[] = [];
  #pingAtMs = performance.now() + pingEveryMs;
  #owesPong = false;
  /** Frames that go out together when the turn of the event loop ends. Mostly there is one. */
  #held: Held | Held[] | null = null;
  #heldBytes = 0;

  constructor(socket: WebSocket, upgrade: IncomingMessage, engine: Pick<LiveEngine, 'forSocket'>, address: string) {
    this.live = engine.forSocket(() => this.terminate());
    this.#socket = socket;
    this.#connection = upgrade.socket;
    this.#writesFrames = canWriteFrames(socket, upgrade);
    socket.on('pong', () => (this.#owesPong = false));
    this.request = {
      address,
      userAgent: upgrade.headers['user-agent'] ?? '',
      wantsSessionCookie: false,
      sessionCookie: null,
      setSessionCookie,
    };
  }

  get viewer(): ViewerIdentity | null {
    return this.#viewer;
  }

  get isBusy(): boolean {
    return this.#runningOperations > 0 || this.#held !== null || this.#socket.bufferedAmount > 0;
  }

  get isClosed(): boolean {
    return this.#socket.readyState === this.#socket.CLOSED;
  }

  /** The socket is this viewer's until the access token ends. */
  signIn(viewer: ViewerIdentity): void {
    this.#viewer = viewer;
    this.#forbidExpired();
  }

  /** Not, or not any more, allowed to be here. */
  forbid(): void {
    this.close(forbiddenCode, 'Forbidden');
  }

  close(code?: number, reason?: string): void {
    this.flush();
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /**
   * Sends an answer to the subscription of that id. False where the peer does not keep up: whoever has more to send waits for
   * `onceDrained`, so that what a slow reader has not read stays in a queue that is bounded. A socket that is closing takes nothing.
   * All answers of one turn of the event loop go out in one write: most of what an answer costs is the system call.
   */
  send(frames: Frames, id: FrameId): boolean {
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    if (this.#writesFrames) this.#hold({ frames, id }, frames.frameBytes(id));
    else this.#socket.send(frames.message(id), asText);
    return !this.#connection.writableNeedDrain;
  }

  #hold(held: Held, bytes: number): void {
    if (this.#held === null) {
      this.#held = held;
      flushAtEndOfTurn(this);
    } else if (Array.isArray(this.#held)) this.#held.push(held);
    else this.#held = [this.#held, held];
    this.#heldBytes += bytes;
    if (this.#heldBytes > maxHeldBytes) this.flush();
  }

  /** Hands over what is held, before anything else that is sent. */
  flush(): void {
    const held = this.#held;
    const bytes = this.#heldBytes;
    if (held === null) return;
    this.#held = null;
    this.#heldBytes = 0;
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#connection.write(Array.isArray(held) ? joinFrames(held, bytes) : frameOf(held));
  }

  /** Sends a message of the protocol, with what else is sent in this turn. Returns a promise where the peer does not keep up: who has more to send waits for it. */
  sendText(text: string): Promise<void> | undefined {
    if (this.#socket.readyState !== this.#socket.OPEN) return undefined;
    if (this.#writesFrames) {
      const frame = textFrame(text);
      this.#hold(frame, frame.length);
    } else this.#socket.send(text);
    return this.#connection.writableNeedDrain ? new Promise((resolve) => this.onceDrained(resolve)) : undefined;
  }

  /** Calls back, once, when the peer has taken what was written, or is gone. */
  onceDrained(resume: () => void): void {
    this.#waitingForDrain.push(resume);
    if (this.#waitingForDrain.length > 1) return;
    this.#connection.once('drain', () => this.#drained());
  }

  /** The connection is gone. */
  release(): void {
    this.#drained();
  }

  /** Runs a query or mutation, which a shutdown waits for. */
  async run<T>(operation: () => T | Promise<T>): Promise<T> {
    this.#runningOperations += 1;
    try {
      return await operation();
    } finally {
      this.#runningOperations -= 1;
    }
  }

  /** Call about every second. A viewer whose token has ended is forbidden. Who does not answer a ping until the next, 12 s later, is cut off. A reader that takes nothing, or too little, is cut off: it resumes from its cursor. */
  watch(nowMs: number): void {
    this.#forbidExpired();
    if (nowMs >= this.#pingAtMs) this.#ping(nowMs);
    // What the kernel has taken so far; grows as long as the peer reads. (bufferedAmount alone stays level on a steady stream.)
    const sentBytes = this.#connection.bytesWritten - this.#connection.writableLength;
    if (this.#socket.bufferedAmount === 0 || sentBytes > this.#sentBytes) this.#progressAtMs = nowMs;
    this.#sentBytes = sentBytes;
    if (this.#socket.bufferedAmount > maxUnsentBytes) this.#cutOff('unsent');
    else if (nowMs - this.#progressAtMs > stalledAfterMs) this.#cutOff('stalled');
  }

  #drained(): void {
    for (const waiting of this.#waitingForDrain.splice(0)) waiting();
  }

  #ping(nowMs: number): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#owesPong) return this.#cutOff('silent');
    this.#pingAtMs = nowMs + pingEveryMs;
    this.#owesPong = true;
    this.#socket.ping();
  }

  #cutOff(reason: 'unsent' | 'stalled' | 'silent'): void {
    socketMetrics.terminations.inc({ reason });
    this.terminate();
  }

  #forbidExpired(): void {
    if (this.#viewer && this.#viewer.expiresAt.getTime() <= Date.now()) this.forbid();
  }
}

function setSessionCookie(): void {
  // There are no headers to set one with.
}

/** An answer that many share, or a frame of this socket's own. */
type Held = { readonly frames: Frames; readonly id: FrameId } | Buffer;

const frameOf = (held: Held): Buffer => ('frames' in held ? held.frames.frame(held.id) : held);

function joinFrames(held: readonly Held[], bytes: number): Buffer {
  const joined = Buffer.allocUnsafe(bytes);
  let end = 0;
  for (const one of held) end = 'frames' in one ? one.frames.writeFrame(one.id, joined, end) : end + one.copy(joined, end);
  return joined;
}

let holding: Socket[] = [];

function flushAtEndOfTurn(socket: Socket): void {
  if (holding.push(socket) === 1) setImmediate(flushAll);
}

function flushAll(): void {
  const sockets = holding;
  holding = [];
  for (const socket of sockets) socket.flush();
}
