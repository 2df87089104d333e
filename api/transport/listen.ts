import type { RequestListener, Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** The server cannot listen where it should. The message is one line for the person who runs it. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/** Resolves to the port: the one asked for, or whichever was free where 0 was. Throws ListenError. */
export async function listen(server: NetServer, place: Place): Promise<number> {
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

/** Requests that come while the server starts; more are answered 503. */
const maxHeldRequests = 200;

/**
 * Holds requests until the application is there, so that whoever opens the address right after the start sees the page and not an
 * error. Probes, WebSockets and a crowd are answered 503 meanwhile. Returns how to hand everything over to the application.
 */
export function holdWhileStarting(server: Server): (application: RequestListener) => void {
  const held: Parameters<RequestListener>[] = [];
  const hold: RequestListener = (request, response) => {
    const mayWait = request.headers.upgrade === undefined && !isProbe(request.url);
    if (mayWait && held.length < maxHeldRequests) held.push([request, response]);
    else
      response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1', Connection: 'close' }).end('The server is starting.\n');
  };
  server.on('request', hold);
  return (application) => {
    server.off('request', hold);
    server.on('request', application);
    for (const [request, response] of held.splice(0)) if (!response.destroyed) application(request, response);
  };
}

const isProbe = (url: string | undefined) => /^\/(healthz|readyz|metrics)\b/.test(url ?? '');

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
