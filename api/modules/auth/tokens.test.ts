import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { accessTokenLifetimeMs, issueAccessToken, readAccessToken, TokenKeysError, useTokenKeys } from './access-token.js';
import {
  deriveNextRefreshToken,
  hashRefreshToken,
  isOwnRefreshToken,
  makeRefreshToken,
  sessionOfRefreshToken,
  useRefreshKey,
} from './refresh-token.js';

const userId = 'a'.repeat(24);
const sessionId = 'b'.repeat(24);
const secret = randomBytes(32);
const secretKey = (kid: string, k = secret) => ({ kty: 'oct', alg: 'HS256', kid, k: k.toString('base64url') });
const keySet = (...keys: object[]) => JSON.stringify({ keys });

describe('access tokens', () => {
  beforeEach(() => useTokenKeys(keySet(secretKey('one'))));

  test('say who, for which session, for 15 minutes', async () => {
    const { token, expiresAt } = await issueAccessToken(userId, sessionId);
    expect(await readAccessToken(token)).toEqual({ userId, sessionId, scopes: null, expiresAt });
    const left = expiresAt.getTime() - Date.now();
    expect(left).toBeLessThanOrEqual(accessTokenLifetimeMs);
    expect(left).toBeGreaterThan(accessTokenLifetimeMs - 60_000);
  });

  test('are good for nothing when their time is over', async () => {
    const { token } = await issueAccessToken(userId, sessionId, new Date(Date.now() - accessTokenLifetimeMs - 5000));
    expect(await readAccessToken(token)).toBeNull();
  });

  const claims = { sub: userId, sid: sessionId, iss: 'talk-in-clouds', aud: 'talk-in-clouds' };
  const forge = (payload: object, header: object = {}, key: Uint8Array = secret) =>
    new SignJWT({ ...payload })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'one', ...header })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key);

  test('that are made like ours are read, so that the forgeries below fail for what is wrong with them', async () => {
    expect(await readAccessToken(await forge(claims))).toMatchObject({ userId, sessionId });
  });

  test.each([
    ['signed by another key', () => forge(claims, {}, randomBytes(32))],
    ['of an unknown key', () => forge(claims, { kid: 'two' })],
    ['of another issuer', () => forge({ ...claims, iss: 'else' })],
    ['for another audience', () => forge({ ...claims, aud: 'else' })],
    ['of another type', () => forge(claims, { typ: 'JWT' })],
    ['without a session', () => forge({ ...claims, sid: undefined })],
    ['with a session that is no text', () => forge({ ...claims, sid: { $ne: null } })],
    ['by another algorithm', () => forge(claims, { alg: 'HS512' }, randomBytes(64))],
    [
      'without a signature',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
    ],
    [
      'with a changed payload',
      async () =>
        (await forge(claims)).replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify({ ...claims, sub: 'c'.repeat(24), exp: 9e9 })).toString('base64url')}.`,
        ),
    ],
    ['that are none', async () => 'nonsense'],
  ])('%s are refused', async (_, make) => expect(await readAccessToken(await make())).toBeNull());

  test('of a key that no longer signs are still read', async () => {
    const { token } = await issueAccessToken(userId, sessionId);
    await useTokenKeys(keySet(secretKey('two', randomBytes(32)), secretKey('one')));
    expect(await readAccessToken(token)).toMatchObject({ userId });
    await useTokenKeys(keySet(secretKey('two', randomBytes(32))));
    expect(await readAccessToken(token)).toBeNull();
  });

  test('can be signed by a key pair, of which the public half alone only verifies', async () => {
    const pair = generateKeyPairSync('ed25519');
    await useTokenKeys(keySet({ ...pair.privateKey.export({ format: 'jwk' }), kid: 'pair' }));
    const { token } = await issueAccessToken(userId, sessionId);
    expect(await readAccessToken(token)).toMatchObject({ userId });
    const publicHalf = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'pair' };
    await useTokenKeys(keySet(secretKey('one'), publicHalf));
    expect(await readAccessToken(token)).toMatchObject({ userId });
    await expect(useTokenKeys(keySet(publicHalf))).rejects.toThrow(TokenKeysError);
  });

  test.each([
    ['short', { kty: 'oct', k: 'abc' }],
    ['of an unknown kind', { kty: 'abacus' }],
    ['broken', { kty: 'OKP', crv: 'Ed25519', x: 'abc', d: 'abc' }],
  ])('are not signed by a key that is %s', async (_, key) => {
    await expect(useTokenKeys(keySet(key))).rejects.toThrow(/^AUTH_KEYS: key 1 /);
  });
});

describe('refresh tokens', () => {
  beforeEach(() => useRefreshKey(randomBytes(32)));

  test('name their session and are recognised, and so is each that follows', () => {
    const first = makeRefreshToken(sessionId);
    const second = deriveNextRefreshToken(first);
    for (const token of [first, second]) {
      expect(sessionOfRefreshToken(token)).toBe(sessionId);
      expect(isOwnRefreshToken(token)).toBe(true);
    }
    expect(second).not.toBe(first);
    expect(makeRefreshToken(sessionId)).not.toBe(first);
  });

  test('have one successor, whoever asks', () => {
    const token = makeRefreshToken(sessionId);
    expect(deriveNextRefreshToken(token)).toBe(deriveNextRefreshToken(token));
    expect(hashRefreshToken(token)).toBe(hashRefreshToken(token));
  });

  test('that somebody made up, or of another key, are not ours', () => {
    const [session = '', ownSecret = '', mac = ''] = makeRefreshToken(sessionId).split('.');
    expect(isOwnRefreshToken(`${session}.${'A'.repeat(43)}.${mac}`)).toBe(false);
    expect(isOwnRefreshToken(`${'c'.repeat(24)}.${ownSecret}.${mac}`)).toBe(false);
    expect(isOwnRefreshToken('nonsense')).toBe(false);
    expect(sessionOfRefreshToken('nonsense')).toBeNull();
    const token = makeRefreshToken(sessionId);
    useRefreshKey(randomBytes(32));
    expect(isOwnRefreshToken(token)).toBe(false);
  });
});
