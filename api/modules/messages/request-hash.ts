import { createHash, createHmac } from 'node:crypto';

let currentKey: Uint8Array | null = null;

/** The composition root sets it once, at start: 32 bytes, the same for every process on the database. */
export function useRequestKey(key: Uint8Array): void {
  currentKey = key;
}

const keyed = 'hmac:';

/**
 * What was asked, as 48 characters: the same clientId with another hash is a CONFLICT. Parts must be in a fixed order. It stays with a deleted message, so a
 * key makes it: whoever reads the messages alone cannot try which text it was.
 */
export function hashRequest(parts: readonly unknown[]): string {
  return withKey(createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('base64url'));
}

/** One that an earlier version stored was made without a key. */
export function withKey(hash: string): string {
  if (hash.startsWith(keyed)) return hash;
  if (!currentKey) throw new Error('useRequestKey was not called at start.');
  return keyed + createHmac('sha256', currentKey).update(hash).digest('base64url');
}
