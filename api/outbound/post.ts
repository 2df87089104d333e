import { request as requestHttp } from 'node:http';
import { Agent, request as requestHttps } from 'node:https';
import { isPrivateHost, lookupPublic, PrivateAddressError } from './public-addresses.js';

const timeoutMs = 10_000;
/** What an answer says is nobody's business; so much is read, so that the other side can end it in peace. */
const maxAnswerBytes = 4 * 1024;
/** Those that idle among them: few enough to be bounded, too many for one host that keeps them open to be in the way of others. */
const maxConnections = 1_000;
const maxIdleConnections = 10;
const idleConnectionMs = 15_000;

export interface PostOptions {
  /** Addresses of the server's own network are called, too. */
  readonly privateAddresses: boolean;
  /** Gives up at once. */
  readonly signal: AbortSignal;
  /** Keeps connections over TLS (keepConnections); without it each request has one of its own. */
  readonly agent?: Agent;
}

export interface PostAnswer {
  readonly status: number;
  /** The header Retry-After, as it came. */
  readonly retryAfter: string | undefined;
}

/** For many requests to the same few hosts. Its connections are opened by the same look at where a name leads. To be destroyed in the end. */
export function keepConnections(privateAddresses: boolean): Agent {
  return new Agent({
    keepAlive: true,
    maxTotalSockets: maxConnections,
    maxFreeSockets: maxIdleConnections,
    timeout: idleConnectionMs,
    ...(!privateAddresses && { lookup: lookupPublic }),
  });
}

/**
 * Posts to an address that somebody else has named: follows no redirect, takes no proxy from the environment, and calls nothing in the server's own network
 * unless it is told to. Rejects where no answer came within 10 s, and with PrivateAddressError.
 */
export function post(
  address: string,
  body: Buffer,
  headers: Readonly<Record<string, string | number>>,
  { privateAddresses, signal, agent }: PostOptions,
): Promise<PostAnswer> {
  const url = new URL(address);
  if (!privateAddresses && isPrivateHost(url.hostname)) return Promise.reject(new PrivateAddressError('This is a private address.'));
  const options = {
    method: 'POST',
    headers: { ...headers, 'Content-Length': body.length },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    ...(!privateAddresses && { lookup: lookupPublic }),
  };
  return new Promise((resolve, reject) => {
    // Without an agent of ours there is none: one that is kept could have been opened by somebody who does not look where it leads.
    const request =
      url.protocol === 'https:' ? requestHttps(url, { ...options, agent: agent ?? false }) : requestHttp(url, { ...options, agent: false });
    request.on('response', (answer) => {
      resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
      let read = 0;
      answer.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > maxAnswerBytes) answer.destroy();
      });
      // The status is all that counts, and it is there.
      answer.on('error', () => undefined);
    });
    request.on('error', reject);
    request.end(body);
  });
}
