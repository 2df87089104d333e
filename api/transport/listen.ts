import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** The server cannot listen where it should. The message is one line for the person who runs it. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/** Resolves to the port: the one asked for, or whichever was free where 0 was. Throws ListenError. */
export async function listen(server: Server, place: Place): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(place.port, place.host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new ListenError(explain(error, place), { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

/** Answers 503 until the real application takes over. Returns the listener, to be taken off then. */
export function refuseWhileStarting(server: Server): RequestListener {
  const refuse: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1', Connection: 'close' }).end('The server is starting.\n');
  };
  server.on('request', refuse);
  return refuse;
}

function explain(error: unknown, { host, port }: Place): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program: stop that one, or choose another port with PORT (0 takes any free one).`;
    case 'EACCES':
      return `This user may not listen on port ${port}: choose a port above 1023 with PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is ${JSON.stringify(host)}, which is no address of this machine: use 127.0.0.1 for this machine alone, 0.0.0.0 for everybody.`;
    default:
      return `The server cannot listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
