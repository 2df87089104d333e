import { importJWK, jwtVerify, SignJWT, errors, type CryptoKey, type JWK } from 'jose';
import type { ViewerIdentity } from '../../context.js';

export const accessTokenLifetimeMs = 15 * 60 * 1000;

const issuer = 'talk-in-clouds';
const audience = 'talk-in-clouds';
const type = 'at+jwt'; // RFC 9068
const algorithms = { oct: 'HS256', OKP: 'EdDSA', EC: 'ES256', RSA: 'PS256' } as const;

interface TokenKey {
  readonly id: string;
  readonly algorithm: string;
  /** Null for a key that only verifies. */
  readonly sign: CryptoKey | Uint8Array | null;
  readonly verify: CryptoKey | Uint8Array;
}

let tokenKeys: readonly TokenKey[] = [];

/** AUTH_KEYS holds something that cannot sign or verify. The message is one line for the person who runs the server. */
export class TokenKeysError extends Error {
  override name = 'TokenKeysError';
}

/** Takes the keys from a JWK set as JSON: the first signs, all verify. Called once, at start-up. Throws TokenKeysError. */
export async function useTokenKeys(jwkSet: string): Promise<void> {
  const { keys } = JSON.parse(jwkSet) as { keys: JWK[] };
  verified.clear();
  tokenKeys = await Promise.all(keys.map(importKey));
  if (!tokenKeys[0]?.sign) throw new TokenKeysError('AUTH_KEYS: the first key signs, so it must be a private or secret one.');
}

async function importKey(jwk: JWK, index: number): Promise<TokenKey> {
  const place = `AUTH_KEYS: key ${index + 1}`;
  const algorithm = jwk.alg ?? algorithms[jwk.kty as keyof typeof algorithms];
  if (!algorithm) throw new TokenKeysError(`${place} has no kty of oct, OKP, EC or RSA.`);
  if (jwk.kty === 'oct' && Buffer.from(jwk.k ?? '', 'base64url').length < 32)
    throw new TokenKeysError(`${place} is shorter than 32 bytes.`);
  try {
    const whole = await importJWK(jwk, algorithm);
    const isSecret = jwk.kty === 'oct';
    const verify = isSecret || !jwk.d ? whole : await importJWK(takePublicPart(jwk), algorithm);
    return { id: jwk.kid ?? String(index), algorithm, sign: isSecret || jwk.d ? whole : null, verify };
  } catch (error) {
    throw new TokenKeysError(`${place} is not a usable JWK: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Without what RFC 7518, 6.2.2 and 6.3.2, and RFC 8037 call private, and without what it may be used for. */
function takePublicPart(jwk: JWK): JWK {
  const left = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'key_ops']);
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => !left.has(name)));
}

/** A signed JWT (RFC 9068) for one session, good for 15 minutes. */
export async function issueAccessToken(userId: string, sessionId: string, now = new Date()): Promise<{ token: string; expiresAt: Date }> {
  const key = tokenKeys[0];
  if (!key?.sign) throw new Error('Access tokens were asked for before useTokenKeys.');
  // Whole seconds, as the token says it.
  const expiresAt = new Date(Math.floor((now.getTime() + accessTokenLifetimeMs) / 1000) * 1000);
  const token = await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: key.algorithm, typ: type, kid: key.id })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(key.sign);
  return { token, expiresAt };
}

/** Tokens whose signature was found good. They are asked about with every request, and a signature does not change. */
const maxVerified = 10_000;
const verified = new Map<string, ViewerIdentity>();

/** Who an access token speaks for, or null for anything that this server did not sign or that is past its time. */
export async function readAccessToken(token: string): Promise<ViewerIdentity | null> {
  const known = verified.get(token);
  if (known) {
    if (known.expiresAt.getTime() > Date.now()) return known;
    verified.delete(token);
  }
  const identity = await verifyAccessToken(token);
  if (identity) verified.set(token, identity);
  if (verified.size > maxVerified) for (const oldest of [...verified.keys()].slice(0, maxVerified / 10)) verified.delete(oldest);
  return identity;
}

async function verifyAccessToken(token: string): Promise<ViewerIdentity | null> {
  try {
    const { payload } = await jwtVerify(token, ({ kid, alg }) => findKey(kid, alg), {
      issuer,
      audience,
      typ: type,
      algorithms: [...new Set(tokenKeys.map((key) => key.algorithm))],
      requiredClaims: ['sub', 'sid', 'exp', 'iat'],
    });
    const { sub, sid, exp } = payload;
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null;
    return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1000), scopes: null };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function findKey(id: string | undefined, algorithm: string): CryptoKey | Uint8Array {
  const key = tokenKeys.find((candidate) => candidate.id === id && candidate.algorithm === algorithm);
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key.verify;
}
