import type { Server } from 'node:http';

/**
 * Takes no new connection, lets running requests end, then closes what is left after `graceMs`. Resolves once every connection
 * is gone, upgraded ones too: the WebSocket side must close its own meanwhile.
 */
export async function drainServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const forced = setTimeout(() => server.closeAllConnections(), graceMs);
  // A connection that was busy a moment ago and is kept alive would hold close() up until its time is over.
  const sweeping = setInterval(() => server.closeIdleConnections(), 50);
  try {
    await closed;
  } finally {
    clearTimeout(forced);
    clearInterval(sweeping);
  }
}
