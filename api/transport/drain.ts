import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const sweepMs = 50;
const pollMs = 10;

/**
 * Takes no new connection, lets running requests end, then closes what is left after `graceMs`. Resolves once every connection
 * is gone, upgraded ones too: the WebSocket side must close its own meanwhile.
 */
export async function drainServer(server: Server, connections: ReadonlySet<Socket>, graceMs: number): Promise<void> {
  // Fails where it never listened, and does not know connections that it was given: those are counted.
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const forced = setTimeout(() => server.closeAllConnections(), graceMs);
  // A connection that was busy a moment ago and is kept alive would hold close() up until its time is over.
  const sweeping = setInterval(() => server.closeIdleConnections(), sweepMs);
  try {
    await closed;
    while (connections.size > 0) await delay(pollMs);
  } finally {
    clearTimeout(forced);
    clearInterval(sweeping);
  }
}
