import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { RequestContext, ViewerIdentity } from '../context.js';
import type { LiveEngine } from '../live/engine.js';
import type { Live } from '../live/live.js';

/** Client libraries reconnect with fresh connectionParams after this code; 4401 and 4500 are fatal to them. */
const forbiddenCode = 4403;
const maxUnsentBytes = 1024 * 1024;
const stalledAfterMs = 15_000;
const maxTimerMs = 2 ** 31 - 1;
const asText = { binary: false };

/** One WebSocket with who is behind it. */
export class Socket {
  readonly request: RequestContext;
  /** The live engine, bound to this socket: a subscription that falls behind takes the socket with it. */
  readonly live: Live;
  readonly #socket: WebSocket;
  readonly #upgrade: IncomingMessage;
  #viewer: ViewerIdentity | null = null;
  #expiry: NodeJS.Timeout | undefined;
  #runningOperations = 0;
  #sentBytes = 0;
  #progressAtMs = performance.now();
  #unconfirmedSends = 0;
  #waitingForSends: (() => void)[] = [];

  constructor(socket: WebSocket, upgrade: IncomingMessage, engine: Pick<LiveEngine, 'forSocket'>, address: string) {
    this.live = engine.forSocket(() => this.terminate());
    this.#socket = socket;
    this.#upgrade = upgrade;
    this.request = {
      address,
      userAgent: upgrade.headers['user-agent'] ?? '',
      wantsSessionCookie: false,
      sessionCookie: null,
      setSessionCookie() {
        // There are no headers to set one with.
      },
    };
  }

  get viewer(): ViewerIdentity | null {
    return this.#viewer;
  }

  get isBusy(): boolean {
    return this.#runningOperations > 0 || this.#socket.bufferedAmount > 0;
  }

  get isClosed(): boolean {
    return this.#socket.readyState === this.#socket.CLOSED;
  }

  /** The socket is this viewer's until the access token ends. */
  signIn(viewer: ViewerIdentity): void {
    this.#viewer = viewer;
    this.#closeAtExpiry();
  }

  /** Not, or not any more, allowed to be here. */
  forbid(): void {
    this.close(forbiddenCode, 'Forbidden');
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /**
   * Sends a text message. Returns a promise where the peer does not take it at once: whoever has more to send waits for it, so
   * that what a slow reader has not read stays in a queue that is bounded. A socket that is closing takes nothing.
   */
  send(text: Buffer): Promise<void> | undefined {
    if (this.#socket.readyState !== this.#socket.OPEN) return undefined;
    this.#unconfirmedSends += 1;
    this.#socket.send(text, asText, this.#confirmSend);
    if (this.#socket.bufferedAmount === 0) return undefined;
    return new Promise((resolve) => this.#waitingForSends.push(resolve));
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

  /** Call about every second. A reader that takes nothing, or too little, is cut off: it resumes from its cursor. */
  watch(nowMs: number): void {
    // What the kernel has taken so far; grows as long as the peer reads. (bufferedAmount alone stays level on a steady stream.)
    const sentBytes = this.#upgrade.socket.bytesWritten - this.#upgrade.socket.writableLength;
    if (this.#socket.bufferedAmount === 0 || sentBytes > this.#sentBytes) this.#progressAtMs = nowMs;
    this.#sentBytes = sentBytes;
    if (this.#socket.bufferedAmount > maxUnsentBytes || nowMs - this.#progressAtMs > stalledAfterMs) this.terminate();
  }

  /** The connection is gone. */
  release(): void {
    clearTimeout(this.#expiry);
  }

  // A send that fails needs nothing more than to be over: the connection is gone, and says so by its close.
  readonly #confirmSend = (): void => {
    this.#unconfirmedSends -= 1;
    if (this.#unconfirmedSends === 0) for (const resolve of this.#waitingForSends.splice(0)) resolve();
  };

  #closeAtExpiry(): void {
    const remainingMs = (this.#viewer?.expiresAt.getTime() ?? 0) - Date.now();
    if (remainingMs <= 0) this.forbid();
    // Timers hold 24 days at most; an access token may live for years.
    else this.#expiry = setTimeout(() => this.#closeAtExpiry(), Math.min(remainingMs, maxTimerMs)).unref();
  }
}
