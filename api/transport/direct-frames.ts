import { createRequire } from 'node:module';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';

/** Releases of ws that are known to write as canWriteFrames relies on: 8.18.0 and later ones of 8. */
const testedMajor = 8;
const testedMinor = 18;

/**
 * Whether ready frames may be written to a WebSocket's own connection, beside what ws writes there. Nothing private of ws is used, but two
 * habits of it: a frame goes to the connection whole and at once (no compression and no Blob is under way, which would make it wait), and
 * the connection is that of the upgrade request. Elsewhere `send` of ws does it, at a higher price.
 */
export function canWriteFrames(webSocket: WebSocket, upgrade: IncomingMessage): boolean {
  return isTestedRelease && webSocket.extensions === '' && upgrade.socket.writable;
}

const isTestedRelease = isTested(readVersionOfWs());

export function isTested(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === testedMajor && minor >= testedMinor;
}

function readVersionOfWs(): string {
  const manifest: unknown = createRequire(import.meta.url)('ws/package.json');
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}
