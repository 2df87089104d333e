import { CloseCode, type Server as Protocol } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { Socket } from './socket.js';

/** What graphql-ws hands to the hooks along with each connection. */
export interface Extra {
  readonly socket: Socket;
}

/**
 * Speaks graphql-ws on a socket. As the adapter that comes with it does, but a peer that goes away in the middle of an answer is no fault to
 * complain of, pings need no timer for each socket (see Socket.watch), and only who does not keep up is waited for.
 */
export function speakProtocol(protocol: Protocol<Extra>, webSocket: WebSocket, socket: Socket, log: Logger): void {
  const closed = protocol.opened(
    {
      protocol: webSocket.protocol,
      send: (text) => socket.sendText(text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => void webSocket.on('message', (data: Buffer) => void answer(handle, data.toString())),
    },
    { socket },
  );
  webSocket.once('close', (code, reason) => {
    closed(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, 'a closed socket could not be cleared away'));
  });

  async function answer(handle: (text: string) => Promise<void>, text: string): Promise<void> {
    try {
      await handle(text);
    } catch (error) {
      if (webSocket.readyState !== webSocket.OPEN) return log.debug({ err: error }, 'a socket went away before it was answered');
      log.error({ err: error }, 'a message could not be answered');
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    }
  }
}
