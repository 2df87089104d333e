import { createHmac, timingSafeEqual } from 'node:crypto';

let currentKey: Uint8Array | null = null;

/** The composition root sets it once, at start: 32 bytes, the same for every process on the database. */
export function useMediaKey(key: Uint8Array): void {
  currentKey = key;
}

/** Signs what an address grants. The parts hold no line breaks; the first says what kind of grant it is. */
export function signGrant(...parts: readonly string[]): string {
  if (!currentKey) throw new Error('useMediaKey was not called at start.');
  return createHmac('sha256', currentKey).update(parts.join('\n')).digest('base64url');
}

export function isGranted(signature: string, ...parts: readonly string[]): boolean {
  const expected = Buffer.from(signGrant(...parts));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
