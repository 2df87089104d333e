import { beforeAll, expect, test } from 'vitest';
import { credentialsFor, people, type Person } from '../testkit/people.js';
import { requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';

/** Small promises of schema.graphql that no story is about. */
let server: TestServer;
let ana: Person;
let bia: Person;
let caio: Person;
beforeAll(async () => {
  server = await startServer();
  ({ ana, bia, caio } = await people(server));
});

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test('the server tells its limits, and who may sign up', async () => {
  const document = '{ serverInfo { maxTextLength maxAttachmentSize signUp vapidPublicKey } }';
  const { serverInfo } = await requestGraphQL<{ serverInfo: Record<string, unknown> }>(server, document);
  expect(serverInfo).toMatchObject({ maxTextLength: 8_000, signUp: 'OPEN' });
  expect(serverInfo['maxAttachmentSize']).toBeGreaterThanOrEqual(1024 * 1024);
  // Null where push is off, else an uncompressed point of P-256 in base64url.
  const key = serverInfo['vapidPublicKey'];
  expect(key === null || (typeof key === 'string' && /^[\w-]{87}$/.test(key))).toBe(true);
});

test('who signs up says on which device, and in which language; the session tells when', async () => {
  const { username, displayName, email, password } = credentialsFor('duda');
  const input = { username, displayName, email, password, locale: 'pt-BR', deviceName: 'Duda’s phone' };
  const document = `mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken viewer { locale user { createdAt }
    sessions { id current deviceName createdAt lastUsedAt expiresAt } } } }`;
  const { signUp } = await requestGraphQL<{ signUp: { accessToken: string; viewer: Viewer } }>(server, document, { input });
  const [session] = signUp.viewer.sessions;
  expect(signUp.viewer).toMatchObject({ locale: 'pt-BR', sessions: [{ deviceName: 'Duda’s phone' }] });
  for (const moment of [signUp.viewer.user.createdAt, session?.createdAt, session?.lastUsedAt, session?.expiresAt])
    expect(moment).toMatch(instant);
  expect(Date.parse(session?.expiresAt ?? '')).toBeGreaterThan(Date.parse(session?.createdAt ?? ''));

  const change = 'mutation { updateProfile(input: { locale: "en" }) { id } }';
  await requestGraphQL({ httpUrl: server.httpUrl, token: signUp.accessToken }, change);
  const after = await requestGraphQL({ httpUrl: server.httpUrl, token: signUp.accessToken }, '{ viewer { locale } }');
  expect(after).toEqual({ viewer: { locale: 'en' } });
});

interface Viewer {
  readonly locale: string;
  readonly user: { readonly createdAt: string };
  readonly sessions: readonly { readonly createdAt: string; readonly lastUsedAt: string; readonly expiresAt: string }[];
}

interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}
interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Walks a list to its end by pages of one, by the cursors of its edges. */
async function walk<Node>(read: (after: string | null) => Promise<Page<Node>>): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const { edges, pageInfo }: Page<Node> = await read(after);
    expect(edges.length).toBeLessThanOrEqual(1);
    nodes.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return nodes;
    expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
    after = edges.at(-1)?.cursor ?? null;
  }
}

test('who has read a message, and who reacted, are walked page by page', async () => {
  const groupId = await ana.createGroup('Readers', bia, caio);
  const message = await ana.send(groupId, 'Who has read this?');
  for (const reader of [bia, caio]) {
    await reader.request('mutation ($id: ID!, $seq: Int!) { markDelivered(conversationId: $id, seq: $seq) }', {
      id: groupId,
      seq: message.seq,
    });
    await reader.request('mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { lastReadSeq } }', {
      id: groupId,
      seq: message.seq,
    });
    await reader.request('mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }', { id: message.id });
  }
  interface Reader {
    readonly lastReadAt: string | null;
    readonly lastDeliveredSeq: number;
    readonly revision: number;
    readonly user: { readonly id: string };
  }
  const readers = await walk<Reader>(async (after) => {
    const document = `query ($id: ID!, $after: Cursor) { message(id: $id) { readBy(first: 1, after: $after) {
      edges { cursor node { lastReadAt lastDeliveredSeq revision user { id } } } pageInfo { hasNextPage endCursor } } } }`;
    const answer = await ana.request<{ message: { readBy: Page<Reader> } }>(document, { id: message.id, after });
    return answer.message.readBy;
  });
  expect(readers.map(({ user }) => user.id).sort()).toEqual([bia.id, caio.id].sort());
  for (const reader of readers) {
    expect(reader.lastReadAt).toMatch(instant);
    expect(reader.lastDeliveredSeq).toBe(message.seq);
    expect(reader.revision).toBeGreaterThan(0);
  }

  const people = await walk<{ readonly id: string }>(async (after) => {
    const document = `query ($id: ID!, $after: Cursor) { message(id: $id) { reactions { users(first: 1, after: $after) {
      edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } } }`;
    const answer = await ana.request<{ message: { reactions: readonly { users: Page<{ id: string }> }[] } }>(document, {
      id: message.id,
      after,
    });
    const [reaction] = answer.message.reactions;
    if (!reaction) throw new Error('Nobody has reacted.');
    return reaction.users;
  });
  expect(people.map(({ id }) => id)).toEqual([bia.id, caio.id]);
});

test('a conversation tells since when it is, and each edge of a list where it stands', async () => {
  const { duda } = await people(server, 'duda');
  const ids = [await duda.createGroup('First'), await duda.createGroup('Second')];
  interface Node {
    readonly id: string;
    readonly createdAt: string;
    readonly photoUrl: string | null;
  }
  const conversations = await walk<Node>(async (after) => {
    const document = `query ($after: Cursor) { conversations(first: 1, after: $after) {
      edges { cursor node { id createdAt } } pageInfo { hasNextPage endCursor } } }`;
    return (await duda.request<{ conversations: Page<Node> }>(document, { after })).conversations;
  });
  expect(conversations.map(({ id }) => id)).toEqual(ids.reverse());
  for (const { createdAt } of conversations) expect(createdAt).toMatch(instant);
});

test('whoever has no photo has none in any size, nor has a group, nor one that invites', async () => {
  const groupId = await ana.createGroup('Without a photo');
  expect(await bia.request('query ($id: ID!) { user(id: $id) { photoUrl(size: 256) } }', { id: ana.id })).toEqual({
    user: { photoUrl: null },
  });
  const document = 'query ($id: ID!) { conversation(id: $id) { __typename ... on Group { photoUrl(size: 64) } } }';
  expect(await ana.request(document, { id: groupId })).toEqual({ conversation: { __typename: 'Group', photoUrl: null } });
  const invite = 'mutation ($id: ID!) { createInvite(groupId: $id) { code } }';
  const { createInvite } = await ana.request<{ createInvite: { code: string } }>(invite, { id: groupId });
  const preview = 'query ($code: String!) { invite(code: $code) { groupName groupPhotoUrl(size: 64) } }';
  expect(await bia.request(preview, { code: createInvite.code })).toEqual({
    invite: { groupName: 'Without a photo', groupPhotoUrl: null },
  });
});

test('tokens and webhooks tell since when they are, and a webhook takes other events', async () => {
  const token = 'mutation { createAccessToken(input: { name: "corner", scopes: [READ] }) { accessToken { createdAt } } }';
  const made = await ana.request<{ createAccessToken: { accessToken: { createdAt: string } } }>(token);
  expect(made.createAccessToken.accessToken.createdAt).toMatch(instant);
  const create = `mutation { createWebhook(input: { url: "https://hooks.example.test/a", events: [CONVERSATION_REMOVED] }) { webhook { id createdAt } } }`;
  const { webhook } = (await ana.request<{ createWebhook: { webhook: { id: string; createdAt: string } } }>(create)).createWebhook;
  expect(webhook.createdAt).toMatch(instant);
  const change = 'mutation ($id: ID!) { updateWebhook(id: $id, events: [MESSAGE_CHANGED, CONVERSATION_CHANGED]) { events } }';
  expect(await ana.request(change, { id: webhook.id })).toEqual({ updateWebhook: { events: ['MESSAGE_CHANGED', 'CONVERSATION_CHANGED'] } });
  await ana.request('mutation ($id: ID!) { deleteWebhook(id: $id) }', { id: webhook.id });
});

test('a group tells its admins who is banned', async () => {
  const groupId = await ana.createGroup('Strict', bia);
  await ana.request('mutation ($id: ID!, $who: ID!) { removeMember(groupId: $id, userId: $who, ban: true) { id } }', {
    id: groupId,
    who: bia.id,
  });
  const document = 'query ($id: ID!) { conversation(id: $id) { __typename ... on Group { bannedUsers { id } } } }';
  expect(await ana.request(document, { id: groupId })).toEqual({ conversation: { __typename: 'Group', bannedUsers: [{ id: bia.id }] } });
});
