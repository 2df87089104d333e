// The floor that the benchmarks compare with: what the `ws` package alone costs on this machine. A process of its own, forked by a benchmark.
// /listen only receives; what comes in at /fan-out goes to all of those, as one Buffer, and is acknowledged; /echo sends back what it gets.
import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
const listeners = new Set<WebSocket>();

sockets.on('connection', (socket, request) => {
  if (request.url === '/listen') {
    listeners.add(socket);
    socket.on('close', () => listeners.delete(socket));
    socket.on('message', () => socket.send('subscribed'));
  }
  if (request.url === '/echo') socket.on('message', (data) => socket.send(data as Buffer, { binary: false }));
  if (request.url === '/fan-out')
    socket.on('message', (data) => {
      for (const listener of listeners) listener.send(data as Buffer, { binary: false });
      socket.send('sent');
    });
});

http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (typeof address !== 'object' || !address) throw new Error('The baseline has no port.');
  process.send?.({ port: address.port });
});
// Nobody needs it when the benchmark is gone.
process.on('disconnect', () => process.exit());
