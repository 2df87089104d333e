import webPush from 'web-push';
import { derivePublicKey, type PushSettings } from './push.settings.js';

/** Push services take at most 24 h. */
const lifeSeconds = 12 * 60 * 60;
const reusedMs = 6 * 60 * 60_000;
const maxKept = 500;

/** The header Authorization for an endpoint. */
export type VapidSigner = (endpoint: string) => string;

/** Signs once for each push service, for some hours: there are few, and a signature costs more than all else of a notification. */
export function createVapidSigner({ vapidPrivateKey, subject }: PushSettings): VapidSigner {
  const privateKey = Buffer.from(vapidPrivateKey).toString('base64url');
  const publicKey = derivePublicKey(vapidPrivateKey);
  const kept = new Map<string, { readonly header: string; readonly untilMs: number }>();
  return (endpoint) => {
    const { origin } = new URL(endpoint);
    const known = kept.get(origin);
    if (known && known.untilMs > Date.now()) return known.header;
    const expiresAt = Math.floor(Date.now() / 1000) + lifeSeconds;
    const { Authorization: header } = webPush.getVapidHeaders(origin, subject, publicKey, privateKey, 'aes128gcm', expiresAt);
    if (kept.size >= maxKept) kept.clear();
    kept.set(origin, { header, untilMs: Date.now() + reusedMs });
    return header;
  };
}
