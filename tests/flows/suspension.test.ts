import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdmin, runAdmin } from '../testkit/admin.js';
import { refreshDocument, signInDocument, type AuthView } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { people, personOf, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startReceiver } from '../testkit/webhook-receiver.js';
import { startTwoProcesses } from './two-processes.js';

const suspendDocument = `mutation ($userId: ID!, $reason: String!) { suspendUser(userId: $userId, reason: $reason) { id } }`;
const restoreDocument = `mutation ($userId: ID!) { unsuspendUser(userId: $userId) { id } }`;
const whoDocument = `{ viewer { user { id } } }`;

let first: TestServer;
let second: TestServer;
let database: mongo.MongoClient;
beforeAll(async () => {
  const started = await startTwoProcesses({ PRIVATE_ADDRESSES: 'on' });
  ({ first, second } = started);
  database = await mongo.MongoClient.connect(started.databaseUri);
});
afterAll(async () => {
  await database.close();
  await second.stop();
  await first.stop();
});

const signIn = ({ username }: Person, password: string, server = first) =>
  requestGraphQL<{ signIn: AuthView }>(server, signInDocument, { input: { login: username, password } });
const refresh = ({ refreshToken }: Person, server = first) => requestGraphQL(server, refreshDocument, { refreshToken });
/** A program with the secret of an access token. */
const programOf = (server: TestServer, person: Person, secret: string): Person => Object.assign(person.on(server), { accessToken: secret });
const suspend = (admin: Person, { id }: Person, reason = 'spam') => admin.request(suspendDocument, { userId: id, reason });

/** Ana is an administrator; bia and caio are people in a group of hers. */
async function stage() {
  const { ana, bia, caio } = await people(first);
  await makeAdmin(first, ana);
  return { ana, bia, caio, groupId: await ana.createGroup('Trip', bia, caio) };
}

describe('a suspended account', () => {
  test('is signed out everywhere, on open sockets and on every process', async () => {
    const { ana, bia } = await stage();
    const { signIn: auth } = await signIn(bia, bia.password);
    const phone = personOf(second, bia, auth);
    const streams = [await bia.events(), await bia.on(second).events(), await phone.events()];
    await Promise.all(streams.map((stream) => stream.next(({ live }) => live === true)));
    await suspend(ana, bia);
    for (const stream of streams) await expectForbidden(stream);
    for (const device of [bia, bia.on(second), phone]) expect(await device.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const server of [first, second]) expect(await refusalOf(refresh(bia, server))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await phone.live(`subscription { events { cursor } }`).end).toMatchObject({ kind: 'closed', code: 4403 });
  });

  test('cannot sign in, and only who knows the password learns why', async () => {
    const { ana, bia } = await stage();
    await suspend(ana, bia);
    for (const server of [first, second]) {
      expect(await refusalOf(signIn(bia, bia.password, server))).toMatchObject({
        code: 'FORBIDDEN',
        message: 'This account is suspended.',
      });
      expect(await refusalOf(signIn(bia, 'not her password', server))).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });

  test('stays a member, keeps its messages, and is left out of searches for people', async () => {
    const { ana, bia, caio, groupId } = await stage();
    await bia.send(groupId, 'before');
    await suspend(ana, bia);
    const { conversation, users, user } = await caio.request<{
      conversation: { members: { edges: { node: { user: { id: string } } }[] }; lastMessage: { text: string; author: { id: string } } };
      users: { edges: { node: { id: string } }[] };
      user: { id: string };
    }>(
      `query ($id: ID!, $search: String!, $userId: ID!) {
        conversation(id: $id) { members { edges { node { user { id } } } } lastMessage { text author { id } } }
        users(search: $search) { edges { node { id } } }
        user(id: $userId) { id }
      }`,
      { id: groupId, search: bia.username, userId: bia.id },
    );
    expect(conversation.members.edges.map(({ node }) => node.user.id)).toContain(bia.id);
    expect(conversation.lastMessage).toEqual({ text: 'before', author: { id: bia.id } });
    expect(users.edges).toEqual([]);
    expect(user.id).toBe(bia.id);
  });

  test('can be used again once it is restored, by signing in anew', async () => {
    const { ana, bia, groupId } = await stage();
    await suspend(ana, bia);
    await ana.send(groupId, 'while bia is away');
    await ana.request(restoreDocument, { userId: bia.id });
    await ana.request(restoreDocument, { userId: bia.id });
    expect(await refusalOf(refresh(bia))).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { signIn: auth } = await signIn(bia, bia.password, second);
    const back = personOf(second, bia, auth);
    await back.send(groupId, 'back');
  });

  test('has its access tokens ended, and those of its bots, on open sockets and on every process', async () => {
    const { ana, bia } = await stage();
    const { createAccessToken } = await bia.request<{ createAccessToken: { secret: string } }>(
      `mutation { createAccessToken(input: { name: "Script", scopes: [READ, WRITE] }) { secret } }`,
    );
    const { createBot } = await bia.request<{ createBot: { secret: string } }>(
      `mutation ($username: String!) { createBot(username: $username, displayName: "Bot") { secret } }`,
      { username: `${bia.username}-bot` },
    );
    const programs = [createAccessToken, createBot].flatMap(({ secret }) =>
      [first, second].map((server) => programOf(server, bia, secret)),
    );
    const streams = await Promise.all(programs.map((program) => program.events()));
    await Promise.all(streams.map((stream) => stream.next(({ live }) => live === true)));
    await suspend(ana, bia);
    for (const stream of streams) await expectForbidden(stream);
    for (const program of programs) expect(await program.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('has nothing sent to its webhooks, which go on with what comes after it is restored', async () => {
    const { ana, bia, groupId } = await stage();
    const receiver = await startReceiver();
    const { createWebhook } = await bia.request<{ createWebhook: { webhook: { id: string } } }>(
      `mutation ($url: String!) { createWebhook(input: { url: $url, events: [MESSAGE_ADDED] }) { webhook { id } } }`,
      { url: receiver.url },
    );
    const _id = new mongo.ObjectId(createWebhook.webhook.id);
    const cursor = async () => (await database.db().collection('webhooks').findOne({ _id }))?.['cursor'] as unknown;
    /** Sends, and waits until whoever delivers has dealt with it. */
    const deal = async (text: string) => {
      const before = await cursor();
      await ana.send(groupId, text);
      await waitFor(
        async () => (await cursor()) !== before,
        () => `the webhook does not come to "${text}"`,
      );
    };
    await deal('before');
    await suspend(ana, bia);
    await deal('while bia is suspended');
    await ana.on(second).request(restoreDocument, { userId: bia.id });
    await deal('restored');
    expect(receiver.texts()).toEqual(['before', 'restored']);
    await receiver.close();
  });

  test('can be suspended and restored at the command line', async () => {
    const { bia } = await people(first, 'bia');
    const admin = (...args: string[]) => runAdmin(first.database.env, ...args);
    const stream = await bia.on(second).events();
    await stream.next(({ live }) => live === true);
    expect((await admin('suspend', bia.username, '--reason', 'spam')).code).toBe(0);
    await expectForbidden(stream);
    expect((await admin('list', '--suspended')).output).toContain(bia.username);
    expect((await admin('show', bia.username)).output).toMatch(/^Status +suspended since .* UTC\nReason +spam$/m);
    expect((await admin('suspend', bia.username, '--reason', 'again')).output).toContain('already');
    expect((await admin('restore', bia.username)).code).toBe(0);
    await signIn(bia, bia.password);
  });
});

describe('suspending', () => {
  test('oneself, nobody, or without a reason is refused', async () => {
    const { ana, bia } = await stage();
    const refused = (userId: string, reason = 'spam') => ana.refused(suspendDocument, { userId, reason });
    expect(await refused(ana.id)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'userId', reason: 'SELF' });
    expect(await refused('0'.repeat(24))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused('no id')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused(bia.id, ' ')).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
    expect(await refused(bia.id, 'x'.repeat(501))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
    await bia.request(whoDocument);
  });

  test('each other leaves one administrator, whoever was faster', async () => {
    const server = await startServer();
    const { ana, bia } = await people(server, 'ana', 'bia');
    await Promise.all([makeAdmin(server, ana), makeAdmin(server, bia)]);
    const attempt = async (admin: Person, other: Person) =>
      admin.request(suspendDocument, { userId: other.id, reason: 'x' }).then(
        () => true,
        () => false,
      );
    const outcomes = await Promise.all([attempt(ana, bia), attempt(bia, ana)]);
    const { output } = await runAdmin(server.database.env, 'list', '--admins');
    const active = output.split('\n').filter((line) => / administrator +active /.test(line));
    expect(active.length).toBe(outcomes.filter(Boolean).length === 0 ? 2 : 1);
    await server.stop();
  });

  test('the last administrator is refused, at the command line too', async () => {
    const server = await startServer();
    const { ana } = await people(server, 'ana');
    await makeAdmin(server, ana);
    const { code, complaint } = await runAdmin(server.database.env, 'suspend', ana.username, '--reason', 'x');
    expect({ code, complaint }).toMatchObject({ code: 1, complaint: expect.stringContaining('last administrator') as unknown });
    await ana.request(whoDocument);
    await server.stop();
  });
});
