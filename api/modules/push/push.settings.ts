import { createECDH } from 'node:crypto';

export interface PushSettings {
  /** 32 bytes: what signs for this server (RFC 8292). */
  readonly vapidPrivateKey: Uint8Array;
  /** Whom a push service may turn to: an https: or mailto: address. */
  readonly subject: string;
  /** Endpoints may lead into the server's own network, and be http: for tests. */
  readonly privateAddresses: boolean;
}

let current: PushSettings | null = null;

/** Called once, at start-up. */
export function usePushSettings(settings: PushSettings): void {
  current = settings;
}

export function pushSettings(): PushSettings {
  if (!current) throw new Error('usePushSettings was not called at start.');
  return current;
}

/** As browsers take it for applicationServerKey: 65 bytes in base64url. */
export function derivePublicKey(privateKey: Uint8Array): string {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey);
  return pair.getPublicKey('base64url');
}

/** The server's own address where it is one that others can open, else that of whoever answers for its mail. */
export function choosePushSubject(publicUrl: string): string {
  const { protocol, hostname, origin } = new URL(publicUrl);
  return protocol === 'https:' ? origin : `mailto:postmaster@${hostname.replace(/^\[(.*)\]$/, '[IPv6:$1]')}`;
}
