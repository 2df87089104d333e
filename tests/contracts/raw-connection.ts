import { connect as connectSocket, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';
import type { Connection } from './run-case.js';

const headerBytes = 16;
const opMsg = 2013;

/** A connection that sends commands as they are: a driver would not send what a transaction's rules forbid, and adds sessions of its own. */
export class RawConnection {
  private received = Buffer.alloc(0);
  private readonly waiting: { resolve: (reply: Document) => void; reject: (error: Error) => void }[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection')));
  }

  /** To the server that a driver's client is connected to. */
  static open(client: Connection): RawConnection {
    const [address] = client.options.hosts;
    if (address === undefined) throw new Error('The client has no server');
    const { socketPath, host = '127.0.0.1', port = 27017 } = address;
    return new RawConnection(socketPath ? connectSocket(socketPath) : connectSocket(port, host));
  }

  send(command: Document): Promise<Document> {
    const body = serialize(command);
    const header = Buffer.alloc(headerBytes + 5);
    header.writeInt32LE(header.length + body.length, 0);
    header.writeInt32LE(opMsg, 12);
    this.socket.write(Buffer.concat([header, body]));
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    while (this.received.length >= 4 && this.received.length >= this.received.readInt32LE(0)) {
      const size = this.received.readInt32LE(0);
      const reply = deserialize(this.received.subarray(headerBytes + 5, size), { promoteValues: false });
      this.received = this.received.subarray(size);
      this.waiting.shift()?.resolve(reply);
    }
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
