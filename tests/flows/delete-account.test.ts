import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdmin, runAdmin } from '../testkit/admin.js';
import { refreshDocument, signInDocument, type AuthView } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { credentialsFor, people, personOf, signUp, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const deleteDocument = `mutation ($password: String!) { deleteAccount(password: $password) }`;
const reactDocument = `mutation ($messageId: ID!, $emoji: String!) { addReaction(messageId: $messageId, emoji: $emoji) { id } }`;
const threadDocument = `query ($id: ID!) {
  conversation(id: $id) {
    memberCount
    members { edges { node { role user { id } } } }
    messages(first: 50) { edges { node { text kind author { id } notice { actor { id } subjects { id } role } reactions { emoji count userIds } } } }
  }
}`;
interface ThreadView {
  readonly conversation: {
    readonly memberCount: number;
    readonly members: { readonly edges: readonly { readonly node: { readonly role: string; readonly user: { readonly id: string } } }[] };
    readonly messages: {
      readonly edges: readonly {
        readonly node: {
          readonly text: string;
          readonly kind: string;
          readonly author: { readonly id: string } | null;
          readonly notice: {
            readonly actor: object | null;
            readonly subjects: readonly { readonly id: string }[];
            readonly role: string | null;
          } | null;
          readonly reactions: readonly { readonly emoji: string; readonly count: number; readonly userIds: readonly string[] }[];
        };
      }[];
    };
  };
}

let first: TestServer;
let second: TestServer;
let database: mongoose.mongo.MongoClient;
beforeAll(async () => {
  const { databaseUri, ...servers } = await startTwoProcesses();
  ({ first, second } = servers);
  database = await mongoose.mongo.MongoClient.connect(databaseUri);
});
afterAll(async () => {
  await database.close();
  await second.stop();
  await first.stop();
});

const deleteAccount = (person: Person) => person.request(deleteDocument, { password: person.password });
const signIn = ({ username, password }: Person, server = first) =>
  requestGraphQL<{ signIn: AuthView }>(server, signInDocument, { input: { login: username, password } });

async function thread(viewer: Person, id: string) {
  const { conversation } = await viewer.request<ThreadView>(threadDocument, { id });
  return {
    memberCount: conversation.memberCount,
    roles: Object.fromEntries(conversation.members.edges.map(({ node }) => [node.user.id, node.role])),
    messages: conversation.messages.edges.map(({ node }) => node),
  };
}

const usersOf = () => database.db().collection('users');
const recordOf = async ({ id }: Pick<Person, 'id'>) => usersOf().findOne({ _id: new mongoose.Types.ObjectId(id) });

/** As if a minute had passed: the sweeper of either process comes for what is left, and says that it is done. */
async function untilSwept(person: Pick<Person, 'id'>) {
  const _id = new mongoose.Types.ObjectId(person.id);
  await usersOf().updateOne({ _id, endingSince: { $exists: true } }, { $set: { endingSince: new Date(Date.now() - 120_000) } });
  await waitFor(
    async () => ((await recordOf(person))?.endingSince === undefined ? true : null),
    () => 'the sweeper does not come',
  );
}

describe('an account that is deleted', () => {
  test('is signed out everywhere, on open sockets and on every process, and cannot come back', async () => {
    const { ana } = await people(first, 'ana');
    const { signIn: auth } = await signIn(ana);
    const phone = personOf(second, ana, auth);
    const streams = [await ana.events(), await ana.on(second).events(), await phone.events()];
    await Promise.all(streams.map((stream) => stream.next(({ live }) => live === true)));
    await deleteAccount(ana);
    await expectForbidden(...streams);
    for (const device of [ana, ana.on(second), phone])
      expect(await device.refused(`{ viewer { email } }`)).toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const server of [first, second]) {
      expect(await refusalOf(signIn(ana, server))).toMatchObject({ code: 'UNAUTHENTICATED', message: 'Wrong name or password.' });
      const refresh = requestGraphQL(server, refreshDocument, { refreshToken: ana.refreshToken });
      expect(await refusalOf(refresh)).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });

  test('needs its password', async () => {
    const { ana } = await people(first, 'ana');
    expect(await ana.refused(deleteDocument, { password: 'not hers' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusalOf(requestGraphQL(first, deleteDocument, { password: ana.password }))).toMatchObject({ code: 'UNAUTHENTICATED' });
    await ana.request(`{ viewer { email } }`);
  });

  test('leaves its messages to the others, without an author, on their open screens and afterwards', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const direct = await ana.startDirect(bia);
    const sent = await ana.send(direct, 'goodbye');
    const reply = await bia.send(direct, 'no!');
    await ana.request(reactDocument, { messageId: reply.id, emoji: '👍' });
    await bia.request(reactDocument, { messageId: reply.id, emoji: '👍' });
    await ana.request(reactDocument, { messageId: reply.id, emoji: '🎉' });
    await ana.request(`mutation ($id: ID!) { editMessage(messageId: $id, text: "farewell") { id } }`, { id: sent.id });
    const events = await bia.on(second).events();
    await events.next(({ live }) => live === true);

    await deleteAccount(ana);

    const renamed = await events.next(({ __typename }) => __typename === 'UserChanged');
    expect(renamed.user).toMatchObject({ id: ana.id, displayName: 'Deleted account' });
    const left = await events.next(({ removedUserIds }) => removedUserIds?.includes(ana.id) ?? false);
    expect(left).toMatchObject({ conversationId: direct, memberCount: 1 });
    await events.next(({ __typename, message }) => __typename === 'MessageChanged' && message?.id === reply.id);
    for (const viewer of [bia, bia.on(second)]) {
      const { memberCount, roles, messages } = await thread(viewer, direct);
      expect({ memberCount, members: Object.keys(roles) }).toEqual({ memberCount: 1, members: [bia.id] });
      expect(messages.map(({ text, author }) => [text, author?.id ?? null])).toEqual([
        ['farewell', null],
        ['no!', bia.id],
      ]);
      expect(messages[1]?.reactions).toEqual([{ emoji: '👍', count: 1, userIds: [bia.id] }]);
    }
    await bia.send(direct, 'still here');
  });

  test('is found by nobody any more, and its names are free for somebody else', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const direct = await ana.startDirect(bia);
    await deleteAccount(ana);
    const found = await bia.request(
      `query ($id: ID!, $username: String!) {
        byId: user(id: $id) { id } byName: user(username: $username) { id } users(search: $username) { edges { node { id } } }
      }`,
      { id: ana.id, username: ana.username },
    );
    expect(found).toEqual({ byId: null, byName: null, users: { edges: [] } });
    expect(await bia.refused(`mutation ($id: ID!) { startDirectConversation(userId: $id) { id } }`, { id: ana.id })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const newcomer = await signUp(second, ana);
    expect(newcomer.id).not.toBe(ana.id);
    expect(await bia.startDirect(newcomer)).not.toBe(direct);
    expect(await newcomer.request(`query ($id: ID!) { conversation(id: $id) { id } }`, { id: direct })).toEqual({ conversation: null });
  });

  test('hands its groups over to the longest-standing admin, or else member', async () => {
    const { ana, bia, caio } = await people(first);
    const withAdmin = await ana.createGroup('With an admin', bia, caio);
    await ana.request(`mutation ($g: ID!, $u: ID!) { setMemberRole(groupId: $g, userId: $u, role: ADMIN) { id } }`, {
      g: withAdmin,
      u: caio.id,
    });
    const without = await ana.createGroup('Without', bia);
    await ana.request(`mutation ($g: ID!, $u: [ID!]!) { addMembers(groupId: $g, userIds: $u) { id } }`, { g: without, u: [caio.id] });
    await deleteAccount(ana);
    expect((await thread(bia, withAdmin)).roles).toEqual({ [bia.id]: 'MEMBER', [caio.id]: 'OWNER' });
    const { roles, messages } = await thread(caio.on(second), without);
    expect(roles).toEqual({ [bia.id]: 'OWNER', [caio.id]: 'MEMBER' });
    expect(messages.slice(-2).map(({ kind, notice }) => ({ kind, notice }))).toEqual([
      { kind: 'ROLE_CHANGED', notice: { actor: null, subjects: [{ id: bia.id }], role: 'OWNER' } },
      { kind: 'MEMBER_LEFT', notice: { actor: null, subjects: [], role: null } },
    ]);
    await bia.request(`mutation ($g: ID!) { updateGroup(input: { groupId: $g, name: "Ours" }) { id } }`, { g: without });
  });

  test('takes its bots, tokens, webhooks and blocks with it', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const botName = `${ana.username}-bot`;
    const { createBot } = await ana.request<{ createBot: { secret: string; user: { id: string } } }>(
      `mutation ($username: String!) { createBot(username: $username, displayName: "Bot") { secret user { id } } }`,
      { username: botName },
    );
    const bot = Object.assign(ana.on(second), { accessToken: createBot.secret });
    const groupId = await bia.createGroup('With a bot', createBot.user);
    await bot.send(groupId, 'beep');
    const socket = await bot.events();
    await socket.next(({ live }) => live === true);
    await ana.request(`mutation { createWebhook(input: { url: "https://hooks.example.org/x", events: [MESSAGE_ADDED] }) { secret } }`);
    await ana.request(`mutation ($id: ID!) { blockUser(userId: $id) { id } }`, { id: bia.id });

    await deleteAccount(ana);

    await expectForbidden(socket);
    expect(await bot.refused(`{ viewer { user { id } } }`)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { roles, messages } = await thread(bia, groupId);
    expect(roles).toEqual({ [bia.id]: 'OWNER' });
    expect(messages.find(({ text }) => text === 'beep')?.author).toBeNull();
    const owner = new mongoose.Types.ObjectId(ana.id);
    expect(await database.db().collection('webhooks').countDocuments({ ownerId: owner })).toBe(0);
    expect(await database.db().collection('blocks').countDocuments({ blockerId: owner })).toBe(0);
    expect(await bia.request(`query ($name: String!) { user(username: $name) { id } }`, { name: botName })).toEqual({ user: null });
  });

  test('is told to who was away, without its name', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const direct = await ana.startDirect(bia);
    const after = await bia.eventCursor();
    await ana.request(`mutation { updateProfile(input: { displayName: "Ana Paula" }) { id } }`);
    await deleteAccount(ana);
    const caughtUp = await bia.on(second).events(after);
    await caughtUp.next(({ live }) => live === true);
    expect(JSON.stringify(caughtUp.seen)).not.toContain('Ana Paula');
    expect(caughtUp.seen.some(({ removedUserIds }) => removedUserIds?.includes(ana.id))).toBe(true);
    expect(caughtUp.seen.find(({ __typename }) => __typename === 'UserChanged')?.user).toMatchObject({
      id: ana.id,
      displayName: 'Deleted account',
    });
    expect((await thread(bia, direct)).memberCount).toBe(1);
  });

  test('leaves nothing personal in the database', async () => {
    const server = first;
    const credentials = { ...credentialsFor('ana'), displayName: 'Anastasia Unmistakable' };
    const ana = await signUp(server, credentials);
    const { bia } = await people(server, 'bia');
    const input = { login: ana.username, password: ana.password, deviceName: 'Anastasia’s Unmistakable Phone' };
    await requestGraphQL(server, signInDocument, { input });
    await ana.request(`mutation { updateProfile(input: { about: "Unmistakable", locale: "pt-BR" }) { id } }`);
    const direct = await ana.startDirect(bia);
    const message = await bia.send(direct, 'hello');
    await ana.request(`mutation ($id: ID!) { reportMessage(messageId: $id, reason: "x") }`, { id: message.id });
    await ana.request(`mutation ($id: ID!) { setTyping(conversationId: $id, typing: true) }`, { id: direct });

    await deleteAccount(ana);
    await untilSwept(ana);

    for (const { name } of await database.db().listCollections().toArray()) {
      const found = (await database.db().collection(name).find().toArray()).map((record) => JSON.stringify(record));
      const telling = found.filter((record) => /Unmistakable/i.test(record) || record.includes(ana.username) || record.includes(ana.email));
      expect({ collection: name, telling }).toEqual({ collection: name, telling: [] });
    }
    const report = await database
      .db()
      .collection('reports')
      .findOne({ messageId: new mongoose.Types.ObjectId(message.id) });
    expect(report).toMatchObject({ text: 'hello', reason: 'x' });
    expect(report).not.toHaveProperty('reportedById');
  });
});

describe('a bot', () => {
  test('is deleted by its owner, and by nobody else', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const { createBot } = await ana.request<{ createBot: { secret: string; user: { id: string } } }>(
      `mutation ($username: String!) { createBot(username: $username, displayName: "Bot") { secret user { id } } }`,
      { username: `${ana.username}-bot` },
    );
    const deleteBot = `mutation ($id: ID!) { deleteBot(userId: $id) }`;
    const { id } = createBot.user;
    expect(await bia.refused(deleteBot, { id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(deleteBot, { id: bia.id })).toMatchObject({ code: 'NOT_FOUND' });
    await ana.request(deleteBot, { id });
    expect(await ana.refused(deleteBot, { id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.request(`query ($id: ID!) { user(id: $id) { id } viewer { bots { id } } }`, { id })).toEqual({
      user: null,
      viewer: { bots: [] },
    });
    await untilSwept({ id });
  });
});

describe('a deletion that a crash has interrupted after its first write', () => {
  test('is completed by whichever process comes by', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const groupId = await ana.createGroup('Trip', bia);
    const message = await bia.send(groupId, 'hello');
    await ana.request(reactDocument, { messageId: message.id, emoji: '👍' });
    const socket = await ana.events();
    await socket.next(({ live }) => live === true);
    await usersOf().updateOne({ _id: new mongoose.Types.ObjectId(ana.id) }, { $set: { deletedAt: new Date(), endingSince: new Date() } });
    await untilSwept(ana);
    expect(await socket.end).toMatchObject({ kind: 'closed', code: 4403 });
    expect(await recordOf(ana)).toMatchObject({ displayName: 'Deleted account', about: '', searchWords: [] });
    const { roles, messages } = await thread(bia, groupId);
    expect(roles).toEqual({ [bia.id]: 'OWNER' });
    expect(messages.find(({ text }) => text === 'hello')?.reactions).toEqual([]);
    expect(messages.filter(({ kind }) => kind === 'MEMBER_LEFT')).toHaveLength(1);
  });
});

describe('the last administrator', () => {
  test('stays as long as there is somebody else', async () => {
    const server = await startServer();
    const { ana, bia } = await people(server, 'ana', 'bia');
    await makeAdmin(server, ana);
    expect(await ana.refused(deleteDocument, { password: ana.password })).toMatchObject({ code: 'CONFLICT' });
    const { viewer } = await ana.request<{ viewer: { admin: boolean } }>(`{ viewer { admin } }`);
    expect(viewer.admin).toBe(true);
    const auditLog = async () => (await runAdmin(server.database.env, 'audit')).output;
    expect(await auditLog()).not.toContain('no longer administrator');
    await deleteAccount(bia);
    await deleteAccount(ana);
    expect((await runAdmin(server.database.env, 'list')).output).toBe('No accounts.');
    expect(await auditLog()).toMatch(/no longer administrator .*The account is deleted by its owner\./);
    await server.stop();
  });

  test('stays where two go at the same moment, and the audit log knows who is one', async () => {
    for (const _ of [1, 2, 3]) {
      const admins = await people(first, 'ana', 'bia');
      const both = [admins.ana, admins.bia];
      for (const admin of both) await makeAdmin(first, admin);
      const gone = await Promise.allSettled([deleteAccount(admins.ana), deleteAccount(admins.bia.on(second))]);
      const users = database.db().collection('users');
      const entries = database.db().collection('auditEntries');
      expect(await users.countDocuments({ admin: true, deletedAt: null })).toBeGreaterThan(0);
      for (const [index, { id }] of both.entries()) {
        const _id = new mongoose.Types.ObjectId(id);
        const last = await entries.find({ subjectId: _id }).sort({ at: -1, _id: -1 }).limit(1).next();
        const isAdmin = (await users.countDocuments({ _id, admin: true })) === 1;
        expect([gone[index]?.status, isAdmin, last?.action]).toEqual(
          gone[index]?.status === 'fulfilled' ? ['fulfilled', false, 'ADMIN_REMOVED'] : ['rejected', true, 'ADMIN_MADE'],
        );
        if (isAdmin) await runAdmin(first.database.env, 'remove-admin', both[index]?.username ?? '');
      }
    }
  });
});
