import { createClient, type Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { signInDocument, signUpDocument, type AuthView } from '../testkit/documents.js';
import { openLiveStream } from '../testkit/live-stream.js';
import { linkIn, startMailSink, type MailSink } from '../testkit/mail-sink.js';
import { credentialsFor, personOf, type Credentials, type Person } from '../testkit/people.js';
import type { Refusal } from '../testkit/refusal.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { readEverything } from './account-records.js';
import { startTwoProcesses } from './two-processes.js';

let sink: MailSink;
let servers: readonly TestServer[];
let databaseUri: string;
beforeAll(async () => {
  sink = await startMailSink();
  const { first, second, databaseUri: uri } = await startTwoProcesses({ ...sink.env, RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' });
  servers = [first, second];
  databaseUri = uri;
});
afterAll(() => sink.stop());

const requestDocument = 'mutation Request($email: String!) { requestPasswordReset(email: $email) }';
const resetDocument =
  'mutation Reset($token: String!, $newPassword: String!) { resetPassword(token: $token, newPassword: $newPassword) { accessToken } }';
const changeDocument = `mutation Change($currentPassword: String!, $newPassword: String!) {
  changePassword(currentPassword: $currentPassword, newPassword: $newPassword)
}`;
const changeEmailDocument =
  'mutation Change($newEmail: String!, $password: String!) { changeEmail(newEmail: $newEmail, password: $password) }';
const deleteDocument = 'mutation Delete($password: String!) { deleteAccount(password: $password) }';
const resendDocument = 'mutation { resendVerification }';

let asked = 0;
/** From that network address, on the two processes in turn. */
function ask<T>(address: string, document: string, variables?: Record<string, unknown>, token?: string): Promise<T> {
  const { httpUrl } = servers[(asked += 1) % servers.length] ?? { httpUrl: '' };
  return requestGraphQL<T>({ httpUrl, token, headers: { 'x-forwarded-for': address } }, document, variables);
}

let hosts = 0;
/** A network address that nobody has used yet. */
const newAddress = () => `198.51.${Math.floor((hosts += 1) / 250)}.${hosts % 250}`;

const signIn = (address: string, login: string, password: string) =>
  ask<{ signIn: AuthView }>(address, signInDocument, { input: { login, password } });
const guess = (address: string, login: string) => refusalOf(signIn(address, login, 'not the password'));
const limited: unknown = expect.objectContaining({ code: 'RATE_LIMITED' });
const wrong: unknown = expect.objectContaining({ code: 'UNAUTHENTICATED' });

async function signUpFrom(address: string, credentials: Credentials = credentialsFor('ana')): Promise<Person> {
  const { signUp } = await ask<{ signUp: AuthView }>(address, signUpDocument, { input: credentials });
  const [server] = servers;
  if (!server) throw new Error('No server.');
  return personOf(server, credentials, signUp);
}

function openSocket({ wsUrl }: TestServer, address: string): Client {
  class Forwarded extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers: { 'x-forwarded-for': address } });
    }
  }
  return createClient({ url: wsUrl, webSocketImpl: Forwarded, lazy: false, retryAttempts: 0 });
}

/** What a sign-in on a socket is refused with, null where it is not. */
async function guessOn(socket: Client, login: string, password: string): Promise<Partial<Refusal> | null> {
  const end = await openLiveStream(socket, signInDocument, { input: { login, password } }).end;
  return end.kind === 'refused' ? (end.errors[0]?.extensions ?? null) : null;
}

/** Does it again and again until it is refused for too many; how often it was not. */
async function untilLimited(
  most: number,
  attempt: (index: number) => Promise<Partial<Refusal> | null>,
): Promise<{ times: number; refusal: Partial<Refusal> }> {
  for (let times = 0; times <= most; times += 1) {
    const refusal = await attempt(times);
    if (refusal?.code === 'RATE_LIMITED') return { times, refusal };
  }
  throw new Error(`It went through ${most + 1} times.`);
}

const refusalOrNull = (request: Promise<unknown>) =>
  request.then(
    () => null,
    () => refusalOf(request),
  );

describe('signing in', () => {
  test('is refused after ten wrong passwords from one address, on both processes together, for the right one too', async () => {
    const [home, elsewhere] = [newAddress(), newAddress()];
    const ana = await signUpFrom(home);
    const { times, refusal } = await untilLimited(10, () => guess(elsewhere, ana.username));
    expect(times).toBe(10);
    expect(refusal.retryAfterMs).toBeGreaterThan(0);
    expect(refusal.retryAfterMs).toBeLessThanOrEqual(15 * 60_000);
    for (const _ of servers) expect(await refusalOf(signIn(elsewhere, ana.username, ana.password))).toEqual(limited);
    // Not from anywhere else, and no other account.
    await signIn(home, ana.username, ana.password);
    await signIn(newAddress(), ana.username, ana.password);
    const bia = await signUpFrom(home, credentialsFor('bia'));
    await signIn(elsewhere, bia.username, bia.password);
  });

  test('does not count those that were right', async () => {
    const home = newAddress();
    const ana = await signUpFrom(home);
    for (let time = 0; time < 12; time += 1) await signIn(home, ana.username, ana.password);
  });

  test('with many guesses at once, no more than ten are looked at', async () => {
    const elsewhere = newAddress();
    const ana = await signUpFrom(newAddress());
    const outcomes = await Promise.all(Array.from({ length: 25 }, () => guess(elsewhere, ana.username)));
    expect(outcomes.filter(({ code }) => code === 'UNAUTHENTICATED')).toHaveLength(10);
    expect(outcomes.filter(({ code }) => code === 'RATE_LIMITED')).toHaveLength(15);
  });

  test('counts guesses on open sockets together with those over HTTP, on both processes', async () => {
    const [home, elsewhere] = [newAddress(), newAddress()];
    const ana = await signUpFrom(home);
    const sockets = servers.map((server) => openSocket(server, elsewhere));
    let number = 0;
    const { times } = await untilLimited(10, () => {
      const socket = sockets[(number += 1) % 3];
      return socket ? guessOn(socket, ana.username, 'not the password') : guess(elsewhere, ana.username);
    });
    expect(times).toBe(10);
    for (const socket of sockets) expect(await guessOn(socket, ana.username, ana.password)).toEqual(limited);
    expect(await refusalOf(signIn(elsewhere, ana.username, ana.password))).toEqual(limited);
    await signIn(home, ana.username, ana.password);
    for (const socket of sockets) await socket.dispose();
  });

  test('is limited alike for a login that nobody has', async () => {
    const elsewhere = newAddress();
    const { times, refusal } = await untilLimited(10, () => guess(elsewhere, 'nobody-has-this-name'));
    expect(times).toBe(10);
    expect(refusal).toEqual(limited);
  });

  test('counts the /64 of an IPv6 address as one', async () => {
    const ana = await signUpFrom(newAddress());
    const { times } = await untilLimited(10, (index) => guess(`2001:db8:0:1::${index + 1}`, ana.username));
    expect(times).toBe(10);
    expect(await guess('2001:db8:0:2::1', ana.username)).toEqual(wrong);
  });

  test('guessed from many addresses shuts out new ones, and never the owner at home', async () => {
    const home = newAddress();
    const ana = await signUpFrom(home);
    const { times } = await untilLimited(50, () => guess(newAddress(), ana.username));
    expect(times).toBe(50);
    expect(await refusalOf(signIn(newAddress(), ana.username, ana.password))).toEqual(limited);
    await signIn(home, ana.username, ana.password);

    // On the way, with a new address, there is still the mailbox; and then this address is known as well.
    await sink.next(ana.email);
    const train = newAddress();
    await ask(train, requestDocument, { email: ana.email });
    await ask(train, resetDocument, { token: linkIn(await sink.next(ana.email)).token, newPassword: 'her new secret' });
    await signIn(train, ana.username, 'her new secret');
  });

  test('with one password tried on everybody is refused, though not to those who signed in from there before', async () => {
    const office = newAddress();
    const ana = await signUpFrom(office);
    const { times } = await untilLimited(100, (index) => guess(office, `somebody-${index}`));
    expect(times).toBe(100);
    const caio = await signUpFrom(newAddress(), credentialsFor('caio'));
    expect(await refusalOf(signIn(office, caio.username, caio.password))).toEqual(limited);
    await signIn(office, ana.username, ana.password);
  });
});

describe('signing up', () => {
  test('is refused after sixty from one address in an hour, those with a taken name among them', async () => {
    const school = newAddress();
    const taken = credentialsFor('ana');
    await signUpFrom(newAddress(), taken);
    const { times, refusal } = await untilLimited(60, (index) => {
      const input = index % 3 === 0 ? credentialsFor('pupil') : { ...credentialsFor('pupil'), email: taken.email };
      return refusalOrNull(ask(school, signUpDocument, { input }));
    });
    expect(times).toBe(60);
    expect(refusal.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    await signUpFrom(newAddress());
  });
});

describe('somebody who is signed in', () => {
  test('may be wrong about the password ten times, wherever it is asked for', async () => {
    const home = newAddress();
    const ana = await signUpFrom(home);
    const { times } = await untilLimited(10, (index) =>
      refusalOf(
        index % 3 === 0
          ? ask(newAddress(), deleteDocument, { password: 'a wrong one' }, ana.accessToken)
          : index % 3 === 1
            ? ask(newAddress(), changeDocument, { currentPassword: 'a wrong one', newPassword: 'her new secret' }, ana.accessToken)
            : ask(newAddress(), changeEmailDocument, { newEmail: credentialsFor('new').email, password: 'a wrong one' }, ana.accessToken),
      ),
    );
    expect(times).toBe(10);
    const right = { currentPassword: ana.password, newPassword: 'her new secret' };
    expect(await refusalOf(ask(home, changeDocument, right, ana.accessToken))).toEqual(limited);
    await signIn(home, ana.username, ana.password);
  });

  test('may ask for five mails that verify in an hour', async () => {
    const ana = await signUpFrom(newAddress());
    const { times } = await untilLimited(5, () => refusalOrNull(ask(newAddress(), resendDocument, {}, ana.accessToken)));
    expect(times).toBe(5);
  });

  test('has a sixth mail to one address refused, also from several accounts', async () => {
    const victim = credentialsFor('victim').email;
    const crowd = await Promise.all(Array.from({ length: 6 }, (_, index) => signUpFrom(newAddress(), credentialsFor(`bully${index}`))));
    const { times } = await untilLimited(5, (index) => {
      const bully = crowd[index];
      if (!bully) throw new Error('Nobody is left.');
      return refusalOrNull(ask(newAddress(), changeEmailDocument, { newEmail: victim, password: bully.password }, bully.accessToken));
    });
    expect(times).toBe(5);
  });
});

describe('links for a new password', () => {
  test('are four an hour for one address, whether it has an account or not', async () => {
    const ana = await signUpFrom(newAddress());
    for (const email of [ana.email, credentialsFor('nobody').email]) {
      const { times } = await untilLimited(4, () => refusalOrNull(ask(newAddress(), requestDocument, { email })));
      expect(times).toBe(4);
    }
  });

  test('are twenty an hour from one network address', async () => {
    const elsewhere = newAddress();
    const { times } = await untilLimited(20, () => refusalOrNull(ask(elsewhere, requestDocument, { email: credentialsFor('x').email })));
    expect(times).toBe(20);
  });
});

test('what is counted names nobody to those who read the database', async () => {
  const home = newAddress();
  const ana = await signUpFrom(home);
  await guess(home, ana.username);
  const stored = await readEverything(databaseUri, ['rateLimits', 'knownAddresses']);
  expect(stored).toContain('signIn:login+network');
  for (const secret of [home, ana.username, ana.email, ana.id]) expect(stored).not.toContain(secret);
});
