import { randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { authFields, signUpDocument, type AuthView } from '../testkit/documents.js';
import { findFreePort } from '../testkit/free-port.js';
import { credentialsFor } from '../testkit/people.js';
import { startServer } from '../testkit/server.js';

const port = await findFreePort();
// Only what it says of itself matters: it goes on listening on the loopback address, as behind a proxy that speaks TLS.
const ownOrigin = `https://chat.example.test:${port}`;
const httpUrl = `http://127.0.0.1:${port}/graphql`;
const tokenKey = randomBytes(32);
beforeAll(async () => {
  const keys = [{ kty: 'oct', kid: 'tests', alg: 'HS256', k: tokenKey.toString('base64url') }];
  await startServer({ port, env: { PUBLIC_URL: ownOrigin, AUTH_KEYS: JSON.stringify({ keys }) } });
});

const ownPage = { origin: ownOrigin, 'x-session': 'cookie' };
const foreignPage = { origin: 'https://evil.example', 'x-session': 'cookie' };

interface Answer {
  readonly data?: { readonly signUp?: AuthView; readonly refreshSession?: AuthView; readonly signOut?: boolean } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** What a page is answered, and the cookies that its browser is told to keep, as they are written. */
async function ask(headers: Readonly<Record<string, string>>, query: string, variables: object = {}) {
  const response = await fetch(httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer;
  return { data, code: errors?.[0]?.extensions.code, cookies: response.headers.getSetCookie() };
}

const signUp = (headers: Readonly<Record<string, string>>) => ask(headers, signUpDocument, { input: credentialsFor('ana') });
const refresh = (headers: Readonly<Record<string, string>>, cookie: string) =>
  ask({ ...headers, cookie }, `mutation { refreshSession { ${authFields} } }`);
const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });
/** The same token as it is a quarter of an hour later. */
function expire(token = ''): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { ...decodeJwt(token), iat: now - 1000, exp: now - 100 };
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...decodeProtectedHeader(token) }).sign(tokenKey);
}
const pairOf = (cookies: readonly string[]) => cookies[0]?.split(';')[0] ?? '';

describe('the cookie of a secure server', () => {
  test('is bound to its host, and no script and no other site has it', async () => {
    const { data, cookies } = await signUp(ownPage);
    expect(data?.signUp?.refreshToken).toBeNull();
    expect(cookies).toHaveLength(1);
    const [pair, ...attributes] = cookies[0]?.split('; ') ?? [];
    expect(pair).toMatch(/^__Host-session=[\w.-]+$/);
    // No Domain among them.
    expect(attributes.map((attribute) => attribute.replace(/^Expires=.+/, 'Expires'))).toEqual([
      'Path=/',
      'HttpOnly',
      'SameSite=Strict',
      'Secure',
      'Expires',
    ]);
  });

  test('refreshes the session, and is replaced then', async () => {
    const { data, cookies } = await signUp(ownPage);
    const refreshed = await refresh(ownPage, pairOf(cookies));
    expect(refreshed.data?.refreshSession?.viewer).toEqual(data?.signUp?.viewer);
    expect(refreshed.data?.refreshSession?.refreshToken).toBeNull();
    expect(pairOf(refreshed.cookies)).toMatch(/^__Host-session=[\w.-]+$/);
    expect(pairOf(refreshed.cookies)).not.toBe(pairOf(cookies));
    expect((await refresh(ownPage, pairOf(refreshed.cookies))).data?.refreshSession?.viewer).toEqual(data?.signUp?.viewer);
  });

  test.each([
    ['a page of another site', foreignPage],
    ['a page without an origin of its own', { ...foreignPage, origin: 'null' }],
    ['the same name without TLS', { ...foreignPage, origin: ownOrigin.replace('https', 'http') }],
    ['a page that does not ask for it', { origin: ownOrigin }],
  ])('is not given to %s', async (_, headers) => {
    expect((await signUp(headers)).cookies).toEqual([]);
  });

  test('is good for nothing from another site, or where the page does not say that it means it', async () => {
    const cookie = pairOf((await signUp(ownPage)).cookies);
    for (const headers of [foreignPage, { origin: foreignPage.origin }, { origin: ownOrigin }]) {
      expect(await refresh(headers, cookie)).toMatchObject({ code: 'UNAUTHENTICATED', cookies: [] });
      expect((await ask({ ...headers, cookie }, 'mutation { signOut }')).cookies).toEqual([]);
    }
    // Nothing of that has ended the session.
    expect((await refresh(ownPage, cookie)).data?.refreshSession).toBeTruthy();
  });

  test('goes when its owner signs out by it, and is refused afterwards', async () => {
    const cookie = pairOf((await signUp(ownPage)).cookies);
    const signedOut = await ask({ ...ownPage, cookie }, 'mutation { signOut }');
    expect(signedOut.data).toEqual({ signOut: true });
    expect(signedOut.cookies).toEqual([
      '__Host-session=; Path=/; HttpOnly; SameSite=Strict; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ]);
    expect((await refresh(ownPage, cookie)).code).toBe('UNAUTHENTICATED');
  });
});

describe('signing out', () => {
  test('by the cookie works beside an access token that is past its time, and once more when the answer was lost', async () => {
    const { data, cookies } = await signUp(ownPage);
    const headers = { ...ownPage, ...bearer(await expire(data?.signUp?.accessToken)), cookie: pairOf(cookies) };
    expect(await ask(headers, '{ viewer { email } }')).toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const time of ['first', 'again']) {
      const signedOut = await ask(headers, 'mutation { signOut }');
      expect([time, signedOut.data, signedOut.code]).toEqual([time, { signOut: true }, undefined]);
    }
    expect((await refresh(ownPage, pairOf(cookies))).code).toBe('UNAUTHENTICATED');
  });

  test('by an access token may be repeated when the answer was lost', async () => {
    const { data } = await signUp({});
    const headers = bearer(data?.signUp?.accessToken);
    for (const time of ['first', 'again']) {
      expect([time, (await ask(headers, 'mutation { signOut }')).data]).toEqual([time, { signOut: true }]);
    }
    expect((await ask(headers, '{ viewer { email } }')).code).toBe('UNAUTHENTICATED');
  });

  test('is not said of a session that goes on', async () => {
    const { data, cookies } = await signUp(ownPage);
    const expired = bearer(await expire(data?.signUp?.accessToken));
    let newest = pairOf(cookies);
    for (let times = 0; times < 2; times += 1) newest = pairOf((await refresh(ownPage, newest)).cookies);
    // Neither the cookie before the last one nor what never was one ends anything.
    for (const cookie of [pairOf(cookies), `__Host-session=${'0'.repeat(24)}.${'a'.repeat(43)}.${'a'.repeat(43)}`, '']) {
      expect(await ask({ ...ownPage, ...expired, cookie }, 'mutation { signOut }')).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect((await refresh(ownPage, newest)).data?.refreshSession).toBeTruthy();
  });
});
