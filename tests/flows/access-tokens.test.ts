import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectForbidden } from '../testkit/forbidden.js';
import { people, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly user: { readonly id: string };
}
interface MadeView {
  readonly user: { readonly id: string };
  readonly accessToken: TokenView;
  readonly secret: string;
}

const tokenFields = `id name scopes lastUsedAt expiresAt user { id }`;
const createDocument = `mutation ($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) { user { id } secret accessToken { ${tokenFields} } }
}`;
const revokeDocument = `mutation ($id: ID!) { revokeAccessToken(id: $id) }`;
const listDocument = `{ viewer { accessTokens { ${tokenFields} } } }`;
const whoDocument = `{ viewer { user { id } unreadTotal } }`;
const sendDocument = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { text author { id } } }`;

let first: TestServer;
let second: TestServer;
let databaseUri: string;
beforeAll(async () => {
  ({ first, second, databaseUri } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

async function make(person: Person, input: Record<string, unknown> = {}): Promise<MadeView> {
  const { createAccessToken } = await person.request<{ createAccessToken: MadeView }>(createDocument, {
    input: { name: 'A program', scopes: ['READ', 'WRITE'], ...input },
  });
  return createAccessToken;
}

/** A program that has the secret and nothing else. */
function programOf(person: Person, secret: string, server: TestServer = first): Person {
  const program = person.on(server);
  program.accessToken = secret;
  program.refreshToken = '';
  return program;
}

const tokensOf = async (person: Person) =>
  (await person.request<{ viewer: { accessTokens: TokenView[] } }>(listDocument)).viewer.accessTokens;

describe('an access token', () => {
  test('lets a program do what its owner may, over HTTP and WebSocket, on every process', async () => {
    const { ana, bia } = await people(first);
    const conversationId = await ana.startDirect(bia);
    const { secret, user, accessToken } = await make(ana);
    expect(secret).toMatch(/^tic_[\w-]{43}$/);
    expect([user.id, accessToken.user.id]).toEqual([ana.id, ana.id]);
    for (const server of [first, second]) {
      const program = programOf(ana, secret, server);
      expect(await program.request(whoDocument)).toMatchObject({ viewer: { user: { id: ana.id } } });
      const events = await program.events();
      const sent = await program.send(conversationId, `from ${server.port}`);
      expect(sent.author?.id).toBe(ana.id);
      await events.next(({ message }) => message?.text === `from ${server.port}`);
    }
  });

  test('is shown with its secret once, listed without it, and stored as a hash alone', async () => {
    const { ana } = await people(first, 'ana');
    const { secret, accessToken } = await make(ana, { name: '  Build\tserver ', scopes: ['WRITE', 'READ', 'WRITE'] });
    expect(accessToken).toMatchObject({ name: 'Build server', scopes: ['READ', 'WRITE'], lastUsedAt: null, expiresAt: null });
    expect(await tokensOf(ana)).toEqual([accessToken]);
    const connection = await mongoose.createConnection(databaseUri).asPromise();
    try {
      const stored = await connection.collection('accessTokens').findOne({ _id: new mongoose.Types.ObjectId(accessToken.id) });
      expect(stored).toMatchObject({ name: 'Build server' });
      expect(JSON.stringify(stored)).not.toContain(secret.slice(4));
    } finally {
      await connection.close();
    }
  });

  test('says when it was last used', async () => {
    const { ana } = await people(first, 'ana');
    const { secret } = await make(ana);
    await programOf(ana, secret).request(whoDocument);
    const [token] = await tokensOf(ana);
    expect(Math.abs(Date.parse(token?.lastUsedAt ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test.each([
    ['no name', { name: ' ' }, 'name', 'EMPTY'],
    ['a name that is too long', { name: 'x'.repeat(65) }, 'name', 'TOO_LONG'],
    ['no scope', { scopes: [] }, 'scopes', 'EMPTY'],
    ['an end in the past', { expiresAt: new Date(Date.now() - 1000).toISOString() }, 'expiresAt', 'OUT_OF_RANGE'],
  ])('with %s is refused', async (_, input, field, reason) => {
    const { ana } = await people(first, 'ana');
    const refusal = await ana.refused(createDocument, { input: { name: 'A program', scopes: ['READ'], ...input } });
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', field, reason });
  });

  test('is one of 50 at most, however many are asked for at once; one that is revoked makes room', async () => {
    const { ana } = await people(first, 'ana');
    const there = ana.on(second);
    const asked = await Promise.allSettled(Array.from({ length: 54 }, (_, index) => make(index % 2 === 0 ? ana : there)));
    const made = asked.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(made).toHaveLength(50);
    const input = { name: 'One more', scopes: ['READ'] };
    expect(await ana.refused(createDocument, { input })).toMatchObject({ code: 'CONFLICT', reason: 'TOO_MANY' });
    await ana.request(revokeDocument, { id: made[0]?.accessToken.id });
    await make(ana);
    expect(await tokensOf(ana)).toHaveLength(50);
  });

  test('needs somebody who is signed in to be made', async () => {
    const input = { name: 'A program', scopes: ['READ'] };
    expect(await refusalOf(requestGraphQL(first, createDocument, { input }))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await refusalOf(requestGraphQL({ ...first, token: `tic_${'x'.repeat(43)}` }, whoDocument))).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('the scopes of a token', () => {
  test('READ: queries and subscriptions, nothing that writes, over HTTP and WebSocket', async () => {
    const { ana, bia } = await people(first);
    const conversationId = await ana.startDirect(bia);
    const input = { conversationId, clientId: 'c-1', text: 'not mine to say' };
    const reader = programOf(ana, (await make(ana, { scopes: ['READ'] })).secret, second);
    const events = await reader.events();
    expect(await reader.refused(sendDocument, { input })).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    expect(await reader.live(sendDocument, { input }).end).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    await bia.send(conversationId, 'for all who listen');
    await events.next(({ message }) => message?.text === 'for all who listen');
    expect(JSON.stringify(events.seen)).not.toContain('not mine to say');
  });

  test('WRITE: mutations and what they answer, no queries and no subscriptions', async () => {
    const { ana, bia } = await people(first);
    const conversationId = await ana.startDirect(bia);
    const writer = programOf(ana, (await make(ana, { scopes: ['WRITE'] })).secret, second);
    const input = { conversationId, clientId: 'c-1', text: 'said' };
    expect(await writer.request(sendDocument, { input })).toEqual({ sendMessage: { text: 'said', author: { id: ana.id } } });
    expect(await writer.refused(whoDocument)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await writer.live(whoDocument).end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const subscription = writer.live('subscription { events { cursor } }');
    expect(await subscription.end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test.each([
    ['make itself another token', `mutation { createAccessToken(input: { name: "x", scopes: [READ] }) { secret } }`],
    ['sign its owner out', `mutation { signOut }`],
    ['make a bot', `mutation { createBot(username: "x-bot", displayName: "X") { secret } }`],
    ['make a webhook', `mutation { createWebhook(input: { url: "https://example.org", events: [MESSAGE_ADDED] }) { secret } }`],
    ['read the address of its owner', `{ viewer { email } }`],
    ['list sessions', `{ viewer { ...V } } fragment V on Viewer { sessions { id } }`],
    ['list tokens', `{ viewer { accessTokens { id } } }`],
    ['listen to the account itself', `subscription { events { ... on ViewerChanged { viewer { email } } } }`],
  ])('never let a program %s', async (_, document) => {
    const { ana } = await people(first, 'ana');
    const program = programOf(ana, (await make(ana)).secret, second);
    if (!document.startsWith('subscription')) expect(await program.refused(document)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await program.live(document).end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test('do not mix: who shares events with others gets those and no more', async () => {
    const { ana, bia } = await people(first);
    const conversationId = await ana.startDirect(bia);
    const reader = programOf(ana, (await make(ana, { scopes: ['READ'] })).secret);
    const streams = [await ana.events(), await reader.events(), await bia.events()];
    await bia.send(conversationId, 'one for all');
    for (const stream of streams) await stream.next(({ message }) => message?.text === 'one for all');
  });
});

describe('the end of a token', () => {
  test('by its owner closes its sockets on every process and leaves the owner in', async () => {
    const { ana } = await people(first, 'ana');
    const { secret, accessToken } = await make(ana);
    const programs = [programOf(ana, secret), programOf(ana, secret, second)];
    const streams = await Promise.all(programs.map((program) => program.events()));
    const own = await ana.events();
    await Promise.all([...streams, own].map((stream) => stream.next()));
    expect(await ana.on(second).request(revokeDocument, { id: accessToken.id })).toEqual({ revokeAccessToken: true });
    await expectForbidden(...streams);
    for (const program of programs) {
      const isRefused = async () => {
        try {
          await program.request(whoDocument);
          return false;
        } catch {
          return true;
        }
      };
      await waitFor(isRefused, () => 'the revoked token still works');
      expect(await program.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
      expect(await program.on(first).live('subscription { events { cursor } }').end).toMatchObject({ kind: 'closed', code: 4403 });
    }
    await own.next(({ __typename }) => __typename === 'ViewerChanged');
    expect(await tokensOf(ana)).toEqual([]);
    // Again changes nothing.
    expect(await ana.request(revokeDocument, { id: accessToken.id })).toEqual({ revokeAccessToken: true });
  });

  test('by its date closes its sockets, and it is listed no more', async () => {
    const { ana } = await people(first, 'ana');
    const { secret } = await make(ana, { expiresAt: new Date(Date.now() + 2_000).toISOString() });
    const program = programOf(ana, secret, second);
    const events = await program.events();
    expect(await events.end).toMatchObject({ kind: 'closed', code: 4403 });
    expect(await program.refused(whoDocument)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await tokensOf(ana)).toEqual([]);
  });

  test('is not for others to decide', async () => {
    const { ana, bia } = await people(first);
    const { secret, accessToken } = await make(ana);
    for (const id of [accessToken.id, '0'.repeat(24), 'x'])
      expect(await bia.refused(revokeDocument, { id })).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such access token.' });
    await programOf(ana, secret).request(whoDocument);
  });
});
