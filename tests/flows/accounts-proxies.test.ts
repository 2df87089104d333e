import { expect, test } from 'vitest';
import { signInDocument } from '../testkit/documents.js';
import { people } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';

/** A sign-in with what stands in X-Forwarded-For; the connection itself comes from 127.0.0.1. */
function signIn({ httpUrl }: TestServer, forwardedFor: string, login: string, password: string) {
  return requestGraphQL({ httpUrl, headers: { 'x-forwarded-for': forwardedFor } }, signInDocument, { input: { login, password } });
}

/** What eleven guesses are answered, one after another; `forwardedFor` tells what each of them says of itself. */
async function guessElevenTimes(
  server: TestServer,
  login: string,
  forwardedFor: (index: number) => string,
): Promise<(string | undefined)[]> {
  const codes: (string | undefined)[] = [];
  for (let index = 1; index <= 11; index += 1)
    codes.push((await refusalOf(signIn(server, forwardedFor(index), login, 'not the password'))).code);
  return codes;
}

const tenThenLimited = [...Array.from({ length: 10 }, () => 'UNAUTHENTICATED'), 'RATE_LIMITED'];

test('where no proxy is trusted, whoever guesses is the connection’s own address, whatever each guess says', async () => {
  const server = await startServer({ env: { RATE_LIMITS: 'on' } });
  const { ana } = await people(server, 'ana');
  expect(await guessElevenTimes(server, ana.username, (index) => `198.51.100.${index}`)).toEqual(tenThenLimited);
});

test('where one is trusted, only the address that it added counts, not what it was told', async () => {
  const server = await startServer({ env: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' } });
  const { ana, bia } = await people(server, 'ana', 'bia');
  const forged = (index: number) => `198.51.100.${index}, 203.0.113.7`;
  expect(await guessElevenTimes(server, ana.username, forged)).toEqual(tenThenLimited);
  // An address that others are to be blamed for is not blamed: who really comes from there signs in.
  await signIn(server, '198.51.100.1', ana.username, ana.password);
  // And one that is trusted itself, or is none, hides nobody either.
  const dressed = (index: number) => (index % 2 ? '127.0.0.1, 203.0.113.8' : 'nonsense, 203.0.113.8');
  expect(await guessElevenTimes(server, bia.username, dressed)).toEqual(tenThenLimited);
});
