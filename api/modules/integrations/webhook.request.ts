import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isPrivateHost, lookupPublic, PrivateAddressError } from './public-addresses.js';

const timeoutMs = 10_000;
/** What an answer says is nobody's business; so much is read, so that the other side can end it in peace. */
const maxAnswerBytes = 4 * 1024;

export interface PostOptions {
  /** Addresses of the server's own network are called, too. */
  readonly privateAddresses: boolean;
  /** Gives up at once. */
  readonly signal: AbortSignal;
}

/**
 * Posts JSON and answers with the HTTP status. Follows no redirect, keeps no connection, takes no proxy from the environment. Throws where no answer
 * came within 10 s, and PrivateAddressError.
 */
export function postJson(address: string, body: string, headers: Readonly<Record<string, string>>, options: PostOptions): Promise<number> {
  const url = new URL(address);
  const { privateAddresses } = options;
  if (!privateAddresses && isPrivateHost(url.hostname)) return Promise.reject(new PrivateAddressError('This is a private address.'));
  const bytes = Buffer.from(body, 'utf8');
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = start(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': bytes.length, 'user-agent': 'Talk-In-Clouds' },
      // A connection of its own: one that is kept could have been opened by somebody who does not look where it leads.
      agent: false,
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]),
      ...(!privateAddresses && { lookup: lookupPublic }),
    });
    request.on('response', (answer) => {
      resolve(answer.statusCode ?? 0);
      let read = 0;
      answer.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > maxAnswerBytes) answer.destroy();
      });
      // The status is all that counts, and it is there.
      answer.on('error', () => undefined);
    });
    request.on('error', reject);
    request.end(bytes);
  });
}
