import { createClient, type Client } from 'graphql-ws';
import { endpoint } from './session-requests';
import type { Session } from './session';

/** How often the socket is asked whether it is still there, and how long an answer may take. */
const pingEveryMs = 10_000;
const pongTimeoutMs = 5_000;

/**
 * The one WebSocket. It never reconnects by itself: whoever subscribes decides when, and from which cursor (a retry by
 * graphql-ws would send the old cursor again). A socket that answers no ping, as after a laptop's sleep, is ended.
 */
export function createSocket(session: Session): Client {
  let pongTimeout: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${endpoint}`,
    connectionParams: async () => ({ authorization: `Bearer ${await session.accessToken()}` }),
    retryAttempts: 0,
    keepAlive: pingEveryMs,
    connectionAckWaitTimeout: pongTimeoutMs,
    lazyCloseTimeout: 1_000,
    on: {
      ping: (received) => {
        if (!received) pongTimeout = setTimeout(() => client.terminate(), pongTimeoutMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimeout);
      },
      closed: () => clearTimeout(pongTimeout),
    },
  });
  return client;
}
