import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdmin } from '../testkit/admin.js';
import { signInDocument } from '../testkit/documents.js';
import { expectForbidden } from '../testkit/forbidden.js';
import { people, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

interface BotView {
  readonly user: { readonly id: string; readonly username: string; readonly bot: boolean };
  readonly accessToken: { readonly id: string; readonly scopes: readonly string[] };
  readonly secret: string;
}

const createBotDocument = `mutation ($username: String!, $displayName: String!) {
  createBot(username: $username, displayName: $displayName) { user { id username bot } accessToken { id scopes } secret }
}`;
const createTokenDocument = `mutation ($input: CreateAccessTokenInput!) { createAccessToken(input: $input) { secret user { id } } }`;
const revokeDocument = `mutation ($id: ID!) { revokeAccessToken(id: $id) }`;
const deleteBotDocument = `mutation ($userId: ID!) { deleteBot(userId: $userId) }`;
const deleteAccountDocument = `mutation ($password: String!) { deleteAccount(password: $password) }`;
const suspendDocument = `mutation ($userId: ID!) { suspendUser(userId: $userId, reason: "spam") { id } }`;
const whoDocument = `{ viewer { user { id bot } } }`;
const botsDocument = `{ viewer { bots { id username } accessTokens { id user { id } } } }`;

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

let made = 0;

async function makeBot(
  owner: Person,
  name = `bot-${Date.now().toString(36)}-${(made += 1)}`,
): Promise<BotView & { readonly program: Person }> {
  const variables = { username: name, displayName: 'Robot' };
  const { createBot } = await owner.request<{ createBot: BotView }>(createBotDocument, variables);
  const program = owner.on(second);
  program.accessToken = createBot.secret;
  return { ...createBot, program };
}

describe('a bot', () => {
  test('is an account of its own that people talk to as to anybody', async () => {
    const { ana, bia } = await people(first);
    const { user, program, accessToken } = await makeBot(ana);
    expect(user.bot).toBe(true);
    expect(accessToken.scopes).toEqual(['READ', 'WRITE']);
    expect(await program.request(whoDocument)).toEqual({ viewer: { user: { id: user.id, bot: true } } });

    const events = await program.events();
    const direct = await bia.startDirect(user);
    const groupId = await ana.createGroup('With a robot', bia, user);
    await bia.send(direct, 'Are you a robot?');
    await ana.send(groupId, 'Welcome, robot');
    for (const text of ['Are you a robot?', 'Welcome, robot']) await events.next(({ message }) => message?.text === text);
    const heard = await bia.events();
    await program.send(direct, 'Yes');
    expect((await heard.next(({ message }) => message?.text === 'Yes')).message?.author?.id).toBe(user.id);
  });

  test('is listed for its owner alone, with its tokens', async () => {
    const { ana, bia } = await people(first);
    const { user, accessToken } = await makeBot(ana);
    expect(await ana.request(botsDocument)).toEqual({
      viewer: { bots: [{ id: user.id, username: user.username }], accessTokens: [{ id: accessToken.id, user: { id: user.id } }] },
    });
    expect(await bia.request(botsDocument)).toEqual({ viewer: { bots: [], accessTokens: [] } });
  });

  test('can not sign in, and own nothing', async () => {
    const { ana } = await people(first, 'ana');
    const { user, program } = await makeBot(ana);
    for (const password of ['', 'undefined', 'null', 'a password that is long']) {
      const input = { login: user.username, password };
      expect(await refusalOf(requestGraphQL(first, signInDocument, { input }))).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(await program.refused(createBotDocument, { username: 'bots-own-bot', displayName: 'Robot' })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('has a username like all others', async () => {
    const { ana, bia } = await people(first);
    const displayName = 'Robot';
    expect(await ana.refused(createBotDocument, { username: bia.username, displayName })).toMatchObject({
      code: 'CONFLICT',
      field: 'username',
    });
    expect(await ana.refused(createBotDocument, { username: 'a b', displayName })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'username',
    });
    expect(await ana.refused(createBotDocument, { username: 'a-bot', displayName: ' ' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'displayName',
    });
    const { user } = await makeBot(ana);
    expect(await bia.refused(createBotDocument, { username: user.username.toUpperCase(), displayName })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('is one of 20 at most', async () => {
    const { ana } = await people(first, 'ana');
    const asked = await Promise.allSettled(Array.from({ length: 23 }, (_, index) => makeBot(index % 2 === 0 ? ana : ana.on(second))));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(await ana.refused(createBotDocument, { username: 'one-bot-too-many', displayName: 'Robot' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'TOO_MANY',
    });
  });

  test('gets another token from its owner, who revokes the first; others can neither', async () => {
    const { ana, bia } = await people(first);
    const { user, program, accessToken } = await makeBot(ana);
    const events = await program.events();
    const input = { name: 'The second', scopes: ['READ'], botId: user.id };
    expect(await bia.refused(createTokenDocument, { input })).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such bot.' });
    expect(await bia.refused(createTokenDocument, { input: { ...input, botId: ana.id } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await bia.refused(revokeDocument, { id: accessToken.id })).toMatchObject({ code: 'NOT_FOUND' });

    const { createAccessToken } = await ana.request<{ createAccessToken: BotView }>(createTokenDocument, { input });
    expect(createAccessToken.user.id).toBe(user.id);
    await ana.request(revokeDocument, { id: accessToken.id });
    await expectForbidden(events);
    const after = ana.on(second);
    after.accessToken = createAccessToken.secret;
    expect(await after.request(whoDocument)).toEqual({ viewer: { user: { id: user.id, bot: true } } });
  });
});

describe('the end of a bot', () => {
  test('by its owner: its tokens end, it leaves its groups, its messages stay without an author, its name is free', async () => {
    const { ana, bia } = await people(first);
    const { user, program } = await makeBot(ana);
    const groupId = await bia.createGroup('With a robot', ana, user);
    const sent = await program.send(groupId, 'I was here');
    const events = await program.events();
    await events.next(({ live }) => live === true);
    expect(await bia.refused(deleteBotDocument, { userId: user.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(deleteBotDocument, { userId: bia.id })).toMatchObject({ code: 'NOT_FOUND' });

    expect(await ana.request(deleteBotDocument, { userId: user.id })).toEqual({ deleteBot: true });
    await expectForbidden(events);
    expect(await program.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await ana.request(botsDocument)).toEqual({ viewer: { bots: [], accessTokens: [] } });
    expect(
      await bia.request(
        `query ($groupId: ID!, $id: ID!) { conversation(id: $groupId) { memberCount } message(id: $id) { text author { id } } }`,
        {
          groupId,
          id: sent.id,
        },
      ),
    ).toEqual({ conversation: { memberCount: 2 }, message: { text: 'I was here', author: null } });
    expect(await ana.refused(deleteBotDocument, { userId: user.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await makeBot(bia, user.username)).user.id).not.toBe(user.id);
  });

  test('comes with the end of its owner, and so does the end of the owner’s own tokens', async () => {
    const { ana } = await people(first, 'ana');
    const { program, user } = await makeBot(ana);
    const input = { name: 'Own', scopes: ['READ'] };
    const { createAccessToken } = await ana.request<{ createAccessToken: BotView }>(createTokenDocument, { input });
    const own = ana.on(second);
    own.accessToken = createAccessToken.secret;
    const streams = [await program.events(), await own.events()];
    await Promise.all(streams.map((stream) => stream.next(({ live }) => live === true)));
    await ana.request(deleteAccountDocument, { password: ana.password });
    await expectForbidden(...streams);
    for (const device of [program, own]) expect(await device.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { bia } = await people(first, 'bia');
    expect(await bia.request(`query ($id: ID!) { user(id: $id) { id } }`, { id: user.id })).toEqual({ user: null });
  });

  test('comes, for its tokens, with the suspension of its owner', async () => {
    const { ana, bia } = await people(first);
    await makeAdmin(first, bia);
    const { program } = await makeBot(ana);
    const events = await program.events();
    await events.next(({ live }) => live === true);
    await bia.request(suspendDocument, { userId: ana.id });
    await expectForbidden(events);
    expect(await program.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
