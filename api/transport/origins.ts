import { hostname, networkInterfaces } from 'node:os';

/** The address people open where PUBLIC_URL does not say it. A server that listens everywhere is nearest at the loopback address. */
export function nameUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${bracket(reachable)}:${port}`;
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
