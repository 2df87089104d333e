import { isIPv4 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/** The address people open where PUBLIC_URL does not say it. A server that listens everywhere is nearest at the loopback address. */
export function nameUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${bracket(reachable)}:${port}`;
}

/** Whether only programs of this machine are meant to reach the server: nothing says that it has another address than a loopback one. */
export function isForThisMachine(host: string, publicUrl: string | null): boolean {
  return [host, ...(publicUrl === null ? [] : [new URL(publicUrl).hostname])].every(isLoopback);
}

function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

/** Every origin under which a browser can reach a server on this host and port, where PUBLIC_URL does not say the one. */
export function listLocalOrigins(host: string, port: number): string[] {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  const hosts = ['localhost', '127.0.0.1', '::1', ...(isEverywhere ? [hostname().toLowerCase(), ...addresses] : [host])];
  return [...new Set(hosts.flatMap((each) => parseOrigin(`http://${bracket(each)}:${port}`)))];
}

const bracket = (host: string) => (host.includes(':') ? `[${host}]` : host);
// Link-local addresses with a zone (fe80::1%eth0) make no URL, and no browser opens them.
const parseOrigin = (url: string) => (URL.canParse(url) ? [new URL(url).origin] : []);
