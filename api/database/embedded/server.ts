import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { answerCommand } from './commands.js';
import { DroppedConnection, type CommandRequest, type Connection } from './commands/request.js';
import { type Engine } from './engine.js';
import { Frames, ProtocolError, encodeReply, readRequest, type WireRequest } from './wire.js';

const defaultPort = 27017;
/** 64 processes with 50 each, and who looks at it from outside. */
const maxConnections = 4000;
/** Requests of one connection that may wait for their turn; drivers send one at a time. */
const maxQueuedRequests = 1000;

/** Serves an engine on Unix sockets and on the loopback interface. */
export class WireServer {
  private readonly servers: { server: Server; socketPath?: string }[] = [];
  private readonly connections = new Map<Socket, AbortController>();
  private lastConnectionId = 0;

  constructor(
    private readonly engine: Engine,
    private readonly onUnexpected: (error: unknown) => void,
  ) {}

  /** Listens on a socket that only its owner can open; a file that a killed server left there is removed. */
  async listenOnSocket(socketPath: string): Promise<void> {
    rmSync(socketPath, { force: true });
    const server = await this.listen((listening) => listening.listen(socketPath));
    chmodSync(socketPath, 0o600);
    this.servers.push({ server, socketPath });
  }

  /** Listens on 127.0.0.1 and nowhere else: the server has no passwords. Returns the port. */
  async listenOnLoopback(port: number): Promise<number> {
    const server = await this.listen((listening) => listening.listen(port, '127.0.0.1'));
    this.servers.push({ server });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async close(): Promise<void> {
    const closed = this.servers.map(async ({ server, socketPath }) => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (socketPath !== undefined) rmSync(socketPath, { force: true });
    });
    for (const [socket, controller] of this.connections) {
      controller.abort();
      socket.destroy();
    }
    await Promise.all(closed);
  }

  private listen(start: (server: Server) => void): Promise<Server> {
    const server = createServer((socket) => this.serve(socket));
    server.maxConnections = maxConnections;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('listening', () => {
        server.off('error', reject);
        server.on('error', this.onUnexpected);
        resolve(server);
      });
      start(server);
    });
  }

  private serve(socket: Socket): void {
    this.lastConnectionId += 1;
    const connection: Connection = {
      id: this.lastConnectionId,
      address: `127.0.0.1:${socket.localPort ?? defaultPort}`,
      client: socket.remotePort === undefined ? `anonymous unix socket:${defaultPort}` : `127.0.0.1:${socket.remotePort}`,
    };
    const controller = new AbortController();
    const frames = new Frames();
    const waiting: Buffer[] = [];
    let isBusy = false;
    this.connections.set(socket, controller);
    socket.setNoDelay(true);
    const work = async (): Promise<void> => {
      if (isBusy) return;
      isBusy = true;
      for (let frame = waiting.shift(); frame !== undefined && !socket.destroyed; frame = waiting.shift()) {
        await this.answer(socket, frame, connection, controller.signal);
      }
      isBusy = false;
    };
    socket.on('data', (chunk) => {
      try {
        waiting.push(...frames.push(chunk));
        if (waiting.length > maxQueuedRequests) throw new ProtocolError(`More than ${maxQueuedRequests} requests wait on one connection`);
      } catch {
        // What cannot be cut into messages cannot be answered either.
        socket.destroy();
        return;
      }
      work().catch((error: unknown) => {
        if (!(error instanceof DroppedConnection) && !(error instanceof ProtocolError)) this.onUnexpected(error);
        socket.destroy();
      });
    });
    // A client that goes away without a word is no news: `close` follows and cleans up.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      controller.abort();
      this.connections.delete(socket);
    });
  }

  private async answer(socket: Socket, frame: Buffer, connection: Connection, signal: AbortSignal): Promise<void> {
    const wire = readRequest(frame);
    const reply = await answerCommand(this.engine, toRequest(wire, connection, signal), this.onUnexpected);
    if (wire.isOneWay || socket.destroyed) return;
    socket.write(encodeReply(wire, reply));
  }
}

function toRequest(wire: WireRequest, connection: Connection, signal: AbortSignal): CommandRequest {
  const name = Object.keys(wire.body)[0] ?? '';
  const database = wire.body['$db'];
  return {
    name,
    body: wire.body,
    database: typeof database === 'string' ? database : 'admin',
    sequences: wire.sequences,
    connection,
    signal,
  };
}
