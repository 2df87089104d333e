import { createServer, type IncomingHttpHeaders } from 'node:http';
import { waitFor } from './wait.js';

/** What a webhook sends, as it came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: {
    readonly id: string;
    readonly event: string;
    readonly at: string;
    readonly data: {
      readonly message?: { readonly text: string; readonly conversationId: string; readonly seq: number };
      readonly conversation?: { readonly id: string; readonly name?: string };
      readonly conversationId?: string;
    };
  };
}

export interface Receiver {
  readonly url: string;
  /** Everything that has come, answered with whatever. */
  readonly received: readonly Received[];
  /** What it answers from now on: a status, or for each request, counted from 0, one; null: nothing at all, the connection is cut. */
  answerWith(status: number | ((index: number) => number | null), headers?: Readonly<Record<string, string>>): void;
  /** Waits until it has received something that fits. */
  next(fits: (received: Received) => boolean): Promise<Received>;
  /** Texts of the messages that have come, in order. */
  texts(): readonly string[];
  close(): Promise<void>;
}

/** Somebody's own server, that webhooks are sent to. On this machine: the server under test needs PRIVATE_ADDRESSES=on. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let statusOf: (index: number) => number | null = () => 204;
  let headersOfAnswer: Readonly<Record<string, string>> = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const status = statusOf(received.length);
      received.push({ path: request.url ?? '', headers: request.headers, raw, body: JSON.parse(raw) as Received['body'] });
      if (status === null) request.socket.destroy();
      else response.writeHead(status, headersOfAnswer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    answerWith(status, headers = {}) {
      statusOf = typeof status === 'function' ? status : () => status;
      headersOfAnswer = headers;
    },
    next: (fits) =>
      waitFor(
        () => received.find(fits),
        () => `the receiver got ${JSON.stringify(received.map(({ body }) => body))}`,
      ),
    texts: () => received.flatMap(({ body }) => (body.data.message ? [body.data.message.text] : [])),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
