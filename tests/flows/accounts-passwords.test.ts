import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authFields, refreshDocument, signInDocument, type AuthView } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { linkIn, startMailSink, type MailSink } from '../testkit/mail-sink.js';
import { credentialsFor, people, personOf, type Address, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { expireTokens, readEverything } from './account-records.js';
import { startTwoProcesses } from './two-processes.js';

let sink: MailSink;
let server: TestServer;
let second: TestServer;
let databaseUri: string;
beforeAll(async () => {
  sink = await startMailSink();
  ({ first: server, second, databaseUri } = await startTwoProcesses(sink.env));
});
afterAll(() => sink.stop());

const requestDocument = 'mutation Request($email: String!) { requestPasswordReset(email: $email) }';
const resetDocument = `mutation Reset($token: String!, $newPassword: String!) {
  resetPassword(token: $token, newPassword: $newPassword) { ${authFields} }
}`;
const changeDocument = `mutation Change($currentPassword: String!, $newPassword: String!) {
  changePassword(currentPassword: $currentPassword, newPassword: $newPassword)
}`;
const changeEmailDocument =
  'mutation Change($newEmail: String!, $password: String!) { changeEmail(newEmail: $newEmail, password: $password) }';
const verifyDocument = 'mutation Verify($token: String!) { verifyEmail(token: $token) }';
const whoDocument = '{ viewer { email emailVerified pendingEmail sessions { id } } }';

const signIn = (login: string, password: string, target: Address = server) =>
  requestGraphQL<{ signIn: AuthView }>(target, signInDocument, { input: { login, password } });
const reset = (token: string, newPassword: string, target: Address = server) =>
  requestGraphQL<{ resetPassword: AuthView }>(target, resetDocument, { token, newPassword });
const askFor = (email: string) => requestGraphQL(server, requestDocument, { email });

/** Another device of that person, with a session of its own. */
async function anotherDevice(person: Person, target: Address = server): Promise<Person> {
  return personOf(target, person, (await signIn(person.username, person.password, target)).signIn);
}

/** Somebody whose verification mail has been read. */
async function somebody(name: string): Promise<Person> {
  const everybody = await people(server, name);
  const person = everybody[name];
  if (!person) throw new Error('Nobody signed up.');
  await sink.next(person.email);
  return person;
}

async function linkFor(person: Person): Promise<string> {
  await askFor(person.email);
  return linkIn(await sink.next(person.email)).token;
}

describe('a link for a new password', () => {
  test('is mailed, sets the password once, and signs in', async () => {
    const ana = await somebody('ana');
    expect(await askFor(ana.email.toUpperCase())).toEqual({ requestPasswordReset: true });
    const mail = await sink.next(ana.email);
    expect(mail.subject).toBe('Choose a new password');
    const { url, token } = linkIn(mail);
    // Either process may have sent it.
    expect([server.url, second.url].map((origin) => `${origin}/reset-password?token=${token}`)).toContain(url);
    expect(await readEverything(databaseUri, ['users', 'waitingMails'])).not.toContain(token);

    const { resetPassword } = await reset(token, 'a brand new secret');
    const back = personOf(server, ana, resetPassword);
    expect(await back.request(whoDocument)).toMatchObject({ viewer: { email: ana.email, emailVerified: true } });
    expect(await refusalOf(reset(token, 'another secret'))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token', reason: 'INVALID' });
    expect(await refusalOf(signIn(ana.username, ana.password))).toMatchObject({ code: 'UNAUTHENTICATED' });
    await signIn(ana.username, 'a brand new secret');
  });

  test('ends all sessions: requests, refresh tokens, and sockets on every process', async () => {
    const ana = await somebody('ana');
    const device = await anotherDevice(ana, second);
    const [here, there] = [await ana.events(), await device.events()];
    await reset(await linkFor(ana), 'a brand new secret');
    await expectForbidden(here, there);
    expect(await ana.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const { refreshToken } of [ana, device]) {
      const refused = await refusalOf(requestGraphQL(second, refreshDocument, { refreshToken }));
      expect(refused).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(await device.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('ends access tokens, too, and their sockets on every process: whoever was in before may have made one', async () => {
    const ana = await somebody('ana');
    const made = await ana.request<{ createAccessToken: { secret: string } }>(
      'mutation { createAccessToken(input: { name: "mine", scopes: [READ] }) { secret } }',
    );
    const ask = () => requestGraphQL({ httpUrl: second.httpUrl, token: made.createAccessToken.secret }, '{ viewer { user { id } } }');
    await ask();
    const programs = [ana.on(server), ana.on(second)].map((device) =>
      Object.assign(device, { accessToken: made.createAccessToken.secret }),
    );
    const streams = programs.map((program) => program.live('subscription { events { cursor } }'));
    await Promise.all(streams.map((stream) => stream.next()));
    await reset(await linkFor(ana), 'a brand new secret');
    await expectForbidden(...streams);
    await waitFor(
      async () => (await refusalOf(ask()).catch(() => null))?.code === 'UNAUTHENTICATED',
      () => 'the token is still good',
    );
  });

  test('is promised for any address, and sent to those that have an account', async () => {
    const stranger = credentialsFor('stranger').email;
    expect(await askFor(stranger)).toEqual({ requestPasswordReset: true });
    // Mails go out in turn: when hers is there, the stranger's would be.
    const ana = await somebody('ana');
    await linkFor(ana);
    expect(sink.count(stranger)).toBe(0);
    expect(await refusalOf(askFor('nonsense'))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'email' });
  });

  test('is void when the next one is sent, after an hour, and when the password was changed', async () => {
    const ana = await somebody('ana');
    const first = await linkFor(ana);
    const next = await linkFor(ana);
    const refused = async (token: string) =>
      expect(await refusalOf(reset(token, 'a brand new secret'))).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'token',
        reason: 'INVALID',
      });
    await refused(first);
    await expireTokens(databaseUri, ana.id);
    await refused(next);
    const latest = await linkFor(ana);
    await ana.request(changeDocument, { currentPassword: ana.password, newPassword: 'her own new one' });
    await refused(latest);
    await refused('nonsense');
    await refused('');
    await signIn(ana.username, 'her own new one');
  });

  test('is void once the account has another address', async () => {
    const ana = await somebody('ana');
    const token = await linkFor(ana);
    const newEmail = credentialsFor('new').email;
    await ana.request(changeEmailDocument, { newEmail, password: ana.password });
    await requestGraphQL(server, verifyDocument, { token: linkIn(await sink.next(newEmail)).token });
    expect(await refusalOf(reset(token, 'a brand new secret'))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token' });
  });

  test('takes back a change of the address that somebody else may have asked for', async () => {
    const ana = await somebody('ana');
    const newEmail = credentialsFor('thief').email;
    await ana.request(changeEmailDocument, { newEmail, password: ana.password });
    const thief = linkIn(await sink.next(newEmail));
    await sink.next(ana.email);
    const { resetPassword } = await reset(await linkFor(ana), 'a brand new secret');
    expect(await refusalOf(requestGraphQL(server, verifyDocument, { token: thief.token }))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await personOf(server, ana, resetPassword).request(whoDocument)).toMatchObject({
      viewer: { email: ana.email, pendingEmail: null },
    });
  });

  test('keeps its worth when the new password is refused', async () => {
    const ana = await somebody('ana');
    const token = await linkFor(ana);
    expect(await refusalOf(reset(token, 'short'))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'newPassword', reason: 'TOO_SHORT' });
    await reset(token, 'long enough');
  });

  test('works once, however often it is used at the same time on two processes', async () => {
    const ana = await somebody('ana');
    const token = await linkFor(ana);
    const tries = Array.from({ length: 6 }, (_, index) => reset(token, `new password ${index}`, index % 2 ? server : second));
    const outcomes = await Promise.allSettled(tries);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await signIn(ana.username, `new password ${winner}`);
  });
});

describe('changing the password', () => {
  test('keeps this session and ends the others, on every process', async () => {
    const ana = await somebody('ana');
    const [near, far] = [await anotherDevice(ana), await anotherDevice(ana, second)];
    const [own, nearLive, farLive] = [await ana.events(), await near.events(), await far.events()];
    expect(await ana.request(changeDocument, { currentPassword: ana.password, newPassword: 'her new secret' })).toEqual({
      changePassword: true,
    });
    await expectForbidden(nearLive, farLive);
    expect(await near.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await far.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    await own.next(({ __typename }) => __typename === 'ViewerChanged');
    const { viewer } = await ana.request<{ viewer: { sessions: unknown[] } }>(whoDocument);
    expect(viewer.sessions).toHaveLength(1);
    await requestGraphQL(server, refreshDocument, { refreshToken: ana.refreshToken });
    expect(await refusalOf(signIn(ana.username, ana.password))).toMatchObject({ code: 'UNAUTHENTICATED' });
    await signIn(ana.email, 'her new secret');
  });

  test('needs the current one; a wrong one does not sign out', async () => {
    const ana = await somebody('ana');
    const wrong = { currentPassword: 'not her password', newPassword: 'her new secret' };
    expect(await ana.refused(changeDocument, wrong)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'currentPassword', reason: 'WRONG' });
    expect(await refusalOf(requestGraphQL(server, changeDocument, wrong))).toMatchObject({ code: 'UNAUTHENTICATED' });
    const short = { currentPassword: ana.password, newPassword: 'short' };
    expect(await ana.refused(changeDocument, short)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'newPassword', reason: 'TOO_SHORT' });
    await signIn(ana.username, ana.password);
  });

  test('twice at once sets one of the two', async () => {
    const ana = await somebody('ana');
    const change = (newPassword: string, target: Address) =>
      ana.on(target).request(changeDocument, { currentPassword: ana.password, newPassword });
    const outcomes = await Promise.allSettled([change('the one secret', server), change('the other secret', second)]);
    const won = outcomes.flatMap(({ status }, index) =>
      status === 'fulfilled' ? [['the one secret', 'the other secret'][index] ?? ''] : [],
    );
    expect(won).toHaveLength(1);
    await signIn(ana.username, won[0] ?? '');
  });

  test('takes back a change of the address that waits, and leaves a first verification be', async () => {
    const [ana, bia] = [await somebody('ana'), (await people(server, 'bia')).bia];
    const newEmail = credentialsFor('thief').email;
    await ana.request(changeEmailDocument, { newEmail, password: ana.password });
    const thief = linkIn(await sink.next(newEmail));
    await ana.request(changeDocument, { currentPassword: ana.password, newPassword: 'her new secret' });
    expect(await refusalOf(requestGraphQL(server, verifyDocument, { token: thief.token }))).toMatchObject({ code: 'BAD_USER_INPUT' });

    const { token } = linkIn(await sink.next(bia.email));
    await bia.request(changeDocument, { currentPassword: bia.password, newPassword: 'her new secret' });
    await requestGraphQL(server, verifyDocument, { token });
  });

  test('leaves no session to those who sign in with the old one meanwhile', async () => {
    const ana = await somebody('ana');
    const late = Array.from({ length: 8 }, (_, index) =>
      anotherDevice(ana, index % 2 ? server : second).then(
        (device) => device,
        () => null,
      ),
    );
    await ana.request(changeDocument, { currentPassword: ana.password, newPassword: 'her new secret' });
    const devices = (await Promise.all(late)).filter((device) => device !== null);
    for (const device of devices) {
      await waitFor(
        async () =>
          device.request(whoDocument).then(
            () => false,
            () => true,
          ),
        () => 'a session that the old password opened goes on',
        10_000,
      );
    }
    const { viewer } = await ana.request<{ viewer: { sessions: unknown[] } }>(whoDocument);
    expect(viewer.sessions).toHaveLength(1);
  });
});
