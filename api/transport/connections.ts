import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The server's open connections, upgraded ones too, whether it has accepted them or was given them. */
export function trackConnections(server: Server): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  server.on('connection', (connection) => {
    open.add(connection);
    connection.once('close', () => open.delete(connection));
  });
  return open;
}

/** For a server that listens nowhere, because another process accepts its connections: how to give it one. */
export function serveGivenConnections(server: Server): (connection: Socket) => void {
  // Only when a server listens Node begins to watch how long its requests take.
  server.emit('listening');
  return (connection) => {
    // As on connections that an HTTP server accepts: who has said all may still wait for the answer.
    connection.allowHalfOpen = true;
    server.emit('connection', connection);
  };
}
