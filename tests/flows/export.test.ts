import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mongo } from 'mongoose';
import { makeAdmin } from '../testkit/admin.js';
import { sendMessageDocument } from '../testkit/documents.js';
import { createInvite, joinGroupDocument, removeMemberDocument, setRoleDocument } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { repositoryDir, startServer, type TestServer } from '../testkit/server.js';
import { pdfFile, upload } from '../testkit/uploads.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const exportDocument = `mutation { exportMyData { url expiresAt } }`;
const schema = JSON.parse(readFileSync(join(repositoryDir, 'docs/export.schema.json'), 'utf8')) as object;

interface Export {
  readonly account: { readonly id: string; readonly email: string };
  readonly [section: string]: unknown;
}

const validate = addFormats.default(new Ajv({ allErrors: true, strict: true })).compile(schema);

let first: TestServer;
let second: TestServer;
let client: mongo.MongoClient;
let database: mongo.Db;
beforeAll(async () => {
  const started = await startTwoProcesses();
  ({ first, second } = started);
  client = await mongo.MongoClient.connect(started.databaseUri);
  database = client.db();
});
afterAll(async () => {
  await client.close();
  await second.stop();
  await first.stop();
});

async function makeLink(person: Person): Promise<string> {
  const { exportMyData } = await person.request<{ exportMyData: { url: string; expiresAt: string } }>(exportDocument);
  expect(new Date(exportMyData.expiresAt).getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
  return exportMyData.url;
}

async function download(url: string): Promise<Export> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return (await response.json()) as Export;
}

// As expect has them, typed.
const containing = (items: readonly unknown[]): unknown => expect.arrayContaining([...items]);
const someText: unknown = expect.any(String);

const pathOf = (url: string) => new URL(url).pathname;

describe('an export', () => {
  test('holds all that is the viewer’s, as its schema says, and nothing that is the others’', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    await makeAdmin(first, ana);
    const groupId = await ana.createGroup('Trip', bia);
    const direct = await ana.startDirect(bia);
    const mine = await ana.send(groupId, 'mine, at first');
    await ana.request(`mutation ($id: ID!) { editMessage(messageId: $id, text: "mine, with a \\"quote\\"") { id } }`, { id: mine.id });
    await ana.send(direct, 'to bia alone');
    const theirs = await bia.send(groupId, 'theirs, not mine');
    await ana.request(`mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }`, { id: theirs.id });
    await bia.request(`mutation ($id: ID!) { addReaction(messageId: $id, emoji: "🎉") { id } }`, { id: theirs.id });
    await ana.request(`mutation ($id: ID!) { reportMessage(messageId: $id, reason: "rude") }`, { id: theirs.id });
    await ana.request(`mutation ($id: ID!) { setConversationPreferences(input: { conversationId: $id, pinned: true }) { id } }`, {
      id: groupId,
    });

    const data = await download(await makeLink(ana));
    validate(data);
    expect(validate.errors ?? []).toEqual([]);
    expect(data).toMatchObject({
      format: 'talk-in-clouds-export',
      account: { id: ana.id, username: ana.username, email: ana.email, admin: true },
      sessions: [{ endedAt: null }],
      messages: containing([
        expect.objectContaining({ id: mine.id, text: 'mine, with a "quote"', edits: [{ text: 'mine, at first', at: someText }] }),
        expect.objectContaining({ conversationId: direct, text: 'to bia alone' }),
      ]),
      reactions: [{ conversationId: groupId, messageId: theirs.id, messageSeq: theirs.seq, emoji: '👍' }],
      reports: [{ messageId: theirs.id, reason: 'rude' }],
      conversations: containing([
        expect.objectContaining({ id: groupId, kind: 'GROUP', name: 'Trip', role: 'OWNER', pinnedAt: someText }),
        expect.objectContaining({ id: direct, kind: 'DIRECT', peer: { id: bia.id, username: bia.username } }),
      ]),
    });
    expect(data.messages).toHaveLength(2);
    expect(JSON.stringify(data)).not.toContain(bia.email);
  });

  test('holds what the server keeps of devices and doings, and no key and no address that lets somebody in', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const keys = createECDH('prime256v1');
    const push = {
      endpoint: 'https://push.example.test/send/of-this-browser-alone',
      p256dh: keys.generateKeys().toString('base64url'),
      auth: randomBytes(16).toString('base64url'),
    };
    await ana.request(
      `mutation ($endpoint: String!, $p256dh: String!, $auth: String!) { registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth) }`,
      push,
    );
    const live = await ana.events();
    await live.next(({ __typename }) => __typename === 'CursorAdvanced');
    const groupId = await bia.createGroup('Trip');
    const invite = await createInvite(bia, groupId);
    await ana.request(joinGroupDocument, { code: invite.code });
    await bia.request(setRoleDocument, { groupId, userId: ana.id, role: 'ADMIN' });
    const theirs = await bia.send(groupId, 'theirs');
    await ana.request(`mutation ($id: ID!) { pinMessage(messageId: $id) { id } }`, { id: theirs.id });
    const file = await upload(ana, pdfFile);
    const input = { conversationId: groupId, clientId: randomUUID(), text: '', uploadIds: [file.id] };
    await ana.request(sendMessageDocument, { input });
    const webhook = { url: 'https://hook.example.test/', events: ['MESSAGE_ADDED'] };
    await ana.request(`mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret } }`, { input: webhook });
    await ana.send(groupId, 'for the webhook');
    const url = await makeLink(ana);
    const data = await waitFor(
      async () => {
        // To a process that does not hold the socket: it writes it down for the one that does, once that has said that it has it.
        await ana.on(second).request(`mutation { reportActivity(active: true) }`);
        const now = await download(url);
        const [presence] = (now.presence ?? []) as { readonly activity: unknown }[];
        return presence?.activity && (now.webhookDeliveries as readonly unknown[]).length > 0 ? now : null;
      },
      () => 'neither presence nor a delivery is there',
    );
    validate(data);
    expect(validate.errors ?? []).toEqual([]);
    const [session] = data.sessions as { readonly id: string }[];
    expect(data).toMatchObject({
      presence: [
        {
          lastSeenAt: someText,
          connections: [{ status: 'ONLINE', activeSessionIds: [session?.id] }],
          activity: { sessionId: session?.id, active: true, at: someText },
        },
      ],
      pushSubscriptions: [{ sessionId: session?.id, service: 'https://push.example.test', createdAt: someText }],
      conversations: [{ id: groupId, inviteId: invite.id, bannedAt: null, madeByAccount: false }],
      notices: [
        { conversationId: groupId, kind: 'MEMBER_JOINED', byAccount: true },
        { conversationId: groupId, kind: 'ROLE_CHANGED', byAccount: false },
      ],
      pins: [{ conversationId: groupId, messageId: theirs.id, messageSeq: theirs.seq, pinnedAt: someText }],
      messages: [
        { text: '', attachmentIds: [file.id] },
        { text: 'for the webhook', attachmentIds: [] },
      ],
      webhookDeliveries: [{ event: 'MESSAGE_ADDED', deliveredAt: null }],
    });
    for (const secret of ['/send/', push.p256dh, push.auth]) expect(JSON.stringify(data)).not.toContain(secret);

    await bia.request(removeMemberDocument, { groupId, userId: ana.id, ban: true });
    const banned = await download(url);
    expect([validate(banned), validate.errors]).toEqual([true, null]);
    expect(banned).toMatchObject({ conversations: [{ id: groupId, bannedAt: someText }], pushSubscriptions: [{}] });
  });

  test('leaves out nothing that the database has under the id of an account, but what ends by itself within minutes', async () => {
    const { ana } = await people(first, 'ana');
    const data = await download(await makeLink(ana));
    const sectionsOf: Readonly<Record<string, readonly string[]>> = {
      users: ['account', 'bots'],
      sessions: ['sessions'],
      conversations: ['conversations'],
      members: ['conversations'],
      messages: ['messages', 'reactions', 'pins', 'notices'],
      reports: ['reports'],
      auditEntries: ['administration'],
      blocks: ['blockedUsers'],
      accessTokens: ['accessTokens'],
      webhooks: ['webhooks', 'webhookDeliveries'],
      invites: ['invites', 'conversations'],
      uploads: ['uploads'],
      presence: ['presence'],
      pushSubscriptions: ['pushSubscriptions'],
    };
    expect(Object.keys(data)).toEqual(expect.arrayContaining(Object.values(sectionsOf).flat()));
    // What all tests of this file have left: of everybody who is, or was, somewhere.
    const found: string[] = [];
    const everybody = (
      await database
        .collection('users')
        .find({}, { projection: { _id: 1 } })
        .toArray()
    ).map(({ _id }) => String(_id));
    const anybody = new RegExp(everybody.join('|'));
    for (const { name } of await database.listCollections().toArray()) {
      const documents = await database.collection(name).find({}).toArray();
      if (documents.some((document) => anybody.test(JSON.stringify(document)))) found.push(name);
    }
    // Typing, and mails that wait to be sent.
    expect(found.filter((name) => !['typing', 'waitingMails'].includes(name)).sort()).toEqual(
      expect.arrayContaining(['members', 'messages', 'presence', 'pushSubscriptions', 'sessions', 'users']),
    );
    expect(found.filter((name) => !(name in sectionsOf) && !['typing', 'waitingMails'].includes(name))).toEqual([]);
  });

  test('is a file that browsers keep and nobody caches', async () => {
    const { ana } = await people(first, 'ana');
    const { headers } = await fetch(await makeLink(ana));
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename=talk-in-clouds-${ana.username}-\\d{4}-\\d\\d-\\d\\d.json$`),
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is good on every process, and always of the moment', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const url = await makeLink(ana);
    await ana.send(await ana.startDirect(bia), 'after the link was made');
    const data = await download(`${second.url}${pathOf(url)}`);
    expect(data.messages).toMatchObject([{ text: 'after the link was made' }]);
  });

  test('of more than one page of messages is whole, and in their order', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const direct = await ana.startDirect(bia);
    const texts = Array.from({ length: 1203 }, (_, index) => `message ${index}`);
    for (let start = 0; start < texts.length; start += 100) {
      // In order, many at once: they are queued as they come.
      await Promise.all(texts.slice(start, start + 100).map((text) => ana.send(direct, text)));
    }
    const { messages } = (await download(await makeLink(ana))) as unknown as { messages: { seq: number; text: string }[] };
    expect(messages.map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 1));
    expect(new Set(messages.map(({ text }) => text))).toEqual(new Set(texts));
  });
});

describe('a link to an export', () => {
  test('is for who is signed in to make, and for nobody to guess', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    expect(await refusalOf(requestGraphQL(first, exportDocument))).toMatchObject({ code: 'UNAUTHENTICATED' });
    const url = await makeLink(ana);
    for (const forged of [
      url.replace(ana.id, bia.id),
      url.slice(0, -1),
      `${first.url}/exports/${ana.id}`,
      `${first.url}/exports/..%2f..%2fetc`,
    ])
      expect((await fetch(forged)).status).toBe(404);
  });

  test('dies with its account, and opens nothing while that is suspended', async () => {
    const { ana, bia, caio } = await people(first);
    await makeAdmin(first, caio);
    const [ofAna, ofBia] = [await makeLink(ana), await makeLink(bia)];
    await ana.request(`mutation ($password: String!) { deleteAccount(password: $password) }`, { password: ana.password });
    await caio.request(`mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }`, { id: bia.id });
    for (const url of [ofAna, ofBia]) {
      for (const server of [first, second]) expect((await fetch(`${server.url}${pathOf(url)}`)).status).toBe(404);
    }
  });

  test('is not kept busy by who only asks for its head, or goes away in the middle', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const direct = await ana.startDirect(bia);
    await Promise.all(Array.from({ length: 100 }, () => ana.send(direct, 'x'.repeat(8000))));
    const url = await makeLink(ana);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    const cut = new AbortController();
    expect((await fetch(url, { signal: cut.signal })).status).toBe(200);
    cut.abort();
    await waitFor(
      async () => (await fetch(url)).status === 200,
      () => 'the export stays busy',
    );
  });

  test('is made at most five times an hour', async () => {
    const limited = await startServer({ env: { RATE_LIMITS: 'on' } });
    const { ana } = await people(limited, 'ana');
    for (let count = 0; count < 5; count += 1) await makeLink(ana);
    const refusal = await ana.refused(exportDocument);
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refusal.retryAfterMs).toBeGreaterThan(0);
    await limited.stop();
  });
});
