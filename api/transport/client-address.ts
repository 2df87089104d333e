import type { IncomingMessage } from 'node:http';
import type { Express } from 'express';

/** The client's address for requests that Express does not see (upgrades), by the same setting "trust proxy". */
export function createAddressReader(app: Express): (request: IncomingMessage) => string {
  const isTrusted = app.get('trust proxy fn') as (address: string, distance: number) => boolean;
  return (request) => {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== '');
    // Nearest first: the connection's own address, then what each proxy wrote to the right of what it was told.
    const addresses = [request.socket.remoteAddress ?? '', ...forwarded.reverse()];
    return addresses.find((address, distance) => !isTrusted(address, distance)) ?? addresses.at(-1) ?? '';
  };
}
