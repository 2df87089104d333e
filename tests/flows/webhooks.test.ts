import { createHmac } from 'node:crypto';
import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addMembersDocument, removeMemberDocument } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import { countSubscribers, startProcesses, workerPids } from '../testkit/processes.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startReceiver, type Received, type Receiver } from '../testkit/webhook-receiver.js';
import { startTwoProcesses } from './two-processes.js';

interface WebhookView {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly conversationId: string | null;
  readonly disabledAt: string | null;
}
interface DeliveryView {
  readonly id: string;
  readonly event: string;
  readonly status: number | null;
  readonly attempts: number;
  readonly lastAttemptAt: string | null;
  readonly deliveredAt: string | null;
}
interface DeliveriesView {
  readonly edges: readonly { readonly node: DeliveryView }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const webhookFields = `id url events conversationId disabledAt`;
const deliveryFields = `id event status attempts lastAttemptAt deliveredAt`;
const createDocument = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret webhook { ${webhookFields} } } }`;
const updateDocument = `mutation ($id: ID!, $url: String, $events: [WebhookEvent!], $active: Boolean) {
  updateWebhook(id: $id, url: $url, events: $events, active: $active) { ${webhookFields} }
}`;
const deleteDocument = `mutation ($id: ID!) { deleteWebhook(id: $id) }`;
const redeliverDocument = `mutation ($id: ID!) { redeliverWebhook(deliveryId: $id) { ${deliveryFields} } }`;
const listDocument = `query ($first: Int, $after: Cursor) { viewer { webhooks {
  ${webhookFields} deliveries(first: $first, after: $after) { edges { cursor node { ${deliveryFields} } } pageInfo { hasNextPage endCursor } }
} } }`;
const messageDocument = `query ($id: ID!) { message(id: $id) {
  id conversationId seq clientId kind text createdAt editedAt deletedAt revision pinned author { id username displayName bot }
} }`;
const editDocument = `mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { id } }`;
const renameDocument = `mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }`;

/** Quick at first, so that retries are soon over, and long enough in all for what must happen between them. */
const env = { PRIVATE_ADDRESSES: 'on', WEBHOOK_RETRY_SECONDS: '0.1,0.1,0.2,0.5,1,1' };

let receivers: Receiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.map((receiver) => receiver.close()));
  receivers = [];
});

async function receive(): Promise<Receiver> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  return receiver;
}

async function hook(owner: Person, receiver: Pick<Receiver, 'url'>, input: Record<string, unknown> = {}) {
  const { createWebhook } = await owner.request<{ createWebhook: { secret: string; webhook: WebhookView } }>(createDocument, {
    input: { url: receiver.url, events: ['MESSAGE_ADDED'], ...input },
  });
  return createWebhook;
}

async function deliveriesOf(owner: Person, webhookId: string, page: Record<string, unknown> = { first: 100 }): Promise<DeliveriesView> {
  const { viewer } = await owner.request<{ viewer: { webhooks: (WebhookView & { deliveries: DeliveriesView })[] } }>(listDocument, page);
  const webhook = viewer.webhooks.find(({ id }) => id === webhookId);
  if (!webhook) throw new Error('The webhook is not listed.');
  return webhook.deliveries;
}

const webhooksOf = async (owner: Person) => (await owner.request<{ viewer: { webhooks: WebhookView[] } }>(listDocument)).viewer.webhooks;

const isText = (text: string) => (received: Received) => received.body.data.message?.text === text;

/** As https://www.standardwebhooks.com says, written here once more. */
function verify(secret: string, { headers, raw }: Received): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${raw}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

describe('a webhook', () => {
  let first: TestServer;
  let second: TestServer;
  beforeAll(async () => {
    ({ first, second } = await startTwoProcesses(env));
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  test('is sent what its owner hears, signed, in order, once, in the shapes of the API', async () => {
    const { ana, bia, caio } = await people(first);
    const receiver = await receive();
    // Made on the one process, while the other may be the one that delivers.
    const { secret, webhook } = await hook(ana.on(second), receiver);
    expect(webhook).toMatchObject({ url: receiver.url, events: ['MESSAGE_ADDED'], conversationId: null, disabledAt: null });
    const [withBia, withCaio, withoutAna] = [await bia.startDirect(ana), await caio.startDirect(ana), await bia.startDirect(caio)];
    const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`);
    for (const [index, text] of texts.entries()) {
      await bia.send(withoutAna, `not for ana ${index}`);
      const [who, where] = index % 2 === 0 ? [bia, withBia] : [caio.on(second), withCaio];
      await who.send(where, text);
    }
    const own = await ana.send(withBia, 'an answer');
    const last = await receiver.next(isText('an answer'));
    expect(receiver.texts()).toEqual([...texts, 'an answer']);
    expect(receiver.received.every((received) => verify(secret, received))).toBe(true);
    expect(verify(`whsec_${Buffer.alloc(32).toString('base64')}`, last)).toBe(false);
    const { id, event, at, data } = last.body;
    expect([id, event]).toEqual([last.headers['webhook-id'], 'MESSAGE_ADDED']);
    expect(last.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(Math.abs(Number(last.headers['webhook-timestamp']) * 1000 - Date.now())).toBeLessThan(60_000);
    expect(Number.isNaN(Date.parse(at))).toBe(false);
    const { message } = await ana.request<{ message: Record<string, unknown> }>(messageDocument, { id: own.id });
    expect(data).toMatchObject({ message });
    expect(new Set(receiver.received.map(({ body }) => body.id)).size).toBe(receiver.received.length);
  });

  test('whose receiver fails twice gets it a third time, under the same id, and then what came after', async () => {
    const { ana, bia } = await people(first);
    const receiver = await receive();
    receiver.answerWith((index) => (index === 0 ? 500 : index === 1 ? null : 200));
    const { secret, webhook } = await hook(ana, receiver);
    const conversation = await bia.startDirect(ana);
    for (const text of ['one', 'two', 'three']) await bia.send(conversation, text);
    await receiver.next(isText('three'));
    expect(receiver.texts()).toEqual(['one', 'one', 'one', 'two', 'three']);
    const [one, again, third, two] = receiver.received;
    expect(new Set([one, again, third].map((received) => received?.body.id)).size).toBe(1);
    expect(two?.body.id).not.toBe(one?.body.id);
    expect(receiver.received.every((received) => verify(secret, received))).toBe(true);
    const { edges } = await waitFor(
      async () => {
        const page = await deliveriesOf(ana, webhook.id);
        return page.edges.length === 3 && page.edges.every(({ node }) => node.deliveredAt !== null) && page;
      },
      () => 'the deliveries are not told',
    );
    expect(edges.map(({ node }) => node.attempts)).toEqual([1, 1, 3]);
    expect(edges.at(-1)?.node).toMatchObject({ id: one?.body.id, event: 'MESSAGE_ADDED', status: 200 });
    const page = await deliveriesOf(ana, webhook.id, { first: 2 });
    expect(page.edges).toEqual(edges.slice(0, 2));
    const rest = await deliveriesOf(ana, webhook.id, { first: 2, after: page.pageInfo.endCursor });
    expect([rest.edges, rest.pageInfo.hasNextPage]).toEqual([edges.slice(2), false]);
  });

  test('hears of the events and the conversation that were asked for, and of no others', async () => {
    const { ana, bia } = await people(first);
    const groupId = await bia.createGroup('Trip', ana);
    const otherId = await bia.createGroup('Other', ana);
    const [changes, group] = [await receive(), await receive()];
    await hook(ana, changes, { events: ['MESSAGE_CHANGED', 'CONVERSATION_CHANGED', 'CONVERSATION_REMOVED'] });
    await hook(ana, group, { conversationId: groupId });
    const sent = await bia.send(groupId, 'tipo');
    await bia.send(otherId, 'elsewhere');
    await bia.request(editDocument, { id: sent.id, text: 'typo' });
    await bia.request(renameDocument, { input: { groupId, name: 'Long trip' } });
    await bia.send(groupId, 'last in the group');
    await group.next(isText('last in the group'));
    await bia.request(removeMemberDocument, { groupId, userId: ana.id });
    await changes.next(({ body }) => body.event === 'CONVERSATION_REMOVED');
    const told = changes.received.map(({ body }) => [
      body.event,
      body.data.message?.text ?? body.data.conversation?.name ?? body.data.conversationId,
    ]);
    expect(told).toEqual([
      ['MESSAGE_CHANGED', 'typo'],
      ['CONVERSATION_CHANGED', 'Long trip'],
      ['CONVERSATION_REMOVED', groupId],
    ]);
    expect(group.received.every(({ body }) => body.event === 'MESSAGE_ADDED' && body.data.message?.conversationId === groupId)).toBe(true);
  });

  test('is sent nothing more of a group that its owner was removed from, not even what was on its way', async () => {
    const { ana, bia } = await people(first);
    const receiver = await receive();
    receiver.answerWith(500);
    await hook(ana, receiver);
    const groupId = await bia.createGroup('Trip', ana);
    const direct = await bia.startDirect(ana);
    await bia.send(groupId, 'while ana is in');
    await receiver.next(() => true);
    await bia.on(second).request(removeMemberDocument, { groupId, userId: ana.id });
    // What was being sent at that very moment.
    const before = receiver.received.length;
    await bia.send(groupId, 'without ana');
    receiver.answerWith(200);
    await bia.send(direct, 'for ana');
    await receiver.next(isText('for ana'));
    expect(JSON.stringify(receiver.received)).not.toContain('without ana');
    expect(receiver.received.slice(before + 1).filter(({ body }) => body.data.message?.conversationId === groupId)).toEqual([]);

    await bia.request(addMembersDocument, { groupId, userIds: [ana.id] });
    await bia.send(groupId, 'welcome back');
    await receiver.next(isText('welcome back'));
    expect(JSON.stringify(receiver.received)).not.toContain('without ana');
  });

  test('is disabled when a delivery keeps failing, and goes on with it when it is started again', async () => {
    const { ana, bia } = await people(first);
    const receiver = await receive();
    receiver.answerWith(503);
    const { webhook } = await hook(ana, receiver);
    const conversation = await bia.startDirect(ana);
    await bia.send(conversation, 'one');
    await waitFor(
      async () => (await webhooksOf(ana))[0]?.disabledAt,
      () => 'the webhook is not disabled',
    );
    const tried = receiver.received.length;
    expect(tried).toBe(env.WEBHOOK_RETRY_SECONDS.split(',').length + 1);
    await bia.send(conversation, 'two');
    const { edges } = await deliveriesOf(ana, webhook.id);
    expect(edges.map(({ node }) => node)).toMatchObject([{ status: 503, attempts: tried, deliveredAt: null }]);

    receiver.answerWith(200);
    const { updateWebhook } = await ana.request<{ updateWebhook: WebhookView }>(updateDocument, { id: webhook.id, active: true });
    expect(updateWebhook.disabledAt).toBeNull();
    await receiver.next(isText('two'));
    expect(receiver.texts().slice(tried)).toEqual(['one', 'two']);
    expect(new Set(receiver.received.slice(0, tried + 1).map(({ body }) => body.id)).size).toBe(1);
  });

  test('that answers 410 is disabled at once', async () => {
    const { ana, bia } = await people(first);
    const receiver = await receive();
    receiver.answerWith(410);
    await hook(ana, receiver);
    await bia.send(await bia.startDirect(ana), 'is anybody there?');
    await waitFor(
      async () => (await webhooksOf(ana))[0]?.disabledAt,
      () => 'the webhook is not disabled',
    );
    expect(receiver.received).toHaveLength(1);
  });

  test('is paused and led elsewhere by its owner, and misses nothing', async () => {
    const { ana, bia } = await people(first);
    const [old, fresh] = [await receive(), await receive()];
    const { webhook } = await hook(ana, old);
    const conversation = await bia.startDirect(ana);
    await bia.send(conversation, 'one');
    await old.next(isText('one'));
    await waitFor(
      async () => (await deliveriesOf(ana, webhook.id)).edges[0]?.node.deliveredAt,
      () => 'the first delivery is not noted',
    );
    const { updateWebhook } = await ana.request<{ updateWebhook: WebhookView }>(updateDocument, { id: webhook.id, active: false });
    expect(updateWebhook.disabledAt).not.toBeNull();
    await bia.send(conversation, 'two');
    await ana.on(second).request(updateDocument, { id: webhook.id, url: fresh.url, active: true });
    await bia.send(conversation, 'three');
    await fresh.next(isText('three'));
    expect(fresh.texts()).toEqual(['two', 'three']);
    expect(old.texts()).toEqual(['one']);
  });

  test('that is deleted is sent nothing more', async () => {
    const { ana, bia } = await people(first);
    const [deleted, kept] = [await receive(), await receive()];
    const { webhook } = await hook(ana, deleted);
    const other = await hook(ana, kept);
    const conversation = await bia.startDirect(ana);
    await bia.send(conversation, 'one');
    await Promise.all([deleted.next(isText('one')), kept.next(isText('one'))]);
    expect(await ana.on(second).request(deleteDocument, { id: webhook.id })).toEqual({ deleteWebhook: true });
    expect((await webhooksOf(ana)).map(({ id }) => id)).toEqual([other.webhook.id]);
    await bia.send(conversation, 'two');
    await kept.next(isText('two'));
    await bia.send(conversation, 'three');
    await kept.next(isText('three'));
    expect(deleted.texts()).not.toContain('three');
  });

  test('delivers something again when it is asked to: the same id, the state of now', async () => {
    const { ana, bia } = await people(first);
    const receiver = await receive();
    const { secret, webhook } = await hook(ana, receiver);
    const groupId = await bia.createGroup('Trip', ana);
    const sent = await bia.send(groupId, 'tipo');
    const delivered = await receiver.next(isText('tipo'));
    await bia.request(editDocument, { id: sent.id, text: 'typo' });
    const redeliver = () => ana.on(second).request<{ redeliverWebhook: DeliveryView }>(redeliverDocument, { id: delivered.body.id });
    const isAllowed = async () => {
      try {
        return await redeliver();
      } catch (error) {
        expect(error).toMatchObject({ code: 'RATE_LIMITED' });
        return null;
      }
    };
    const { redeliverWebhook } = await waitFor(isAllowed, () => 'it is never allowed');
    expect(redeliverWebhook).toMatchObject({ id: delivered.body.id, status: 204, attempts: 2 });
    const again = receiver.received.at(-1);
    expect(again?.body).toMatchObject({ id: delivered.body.id, at: delivered.body.at, data: { message: { text: 'typo' } } });
    expect(again && verify(secret, again)).toBe(true);

    await bia.request(removeMemberDocument, { groupId, userId: ana.id });
    const count = receiver.received.length;
    const refusal = await waitFor(
      async () => {
        const refused = await ana.refused(redeliverDocument, { id: delivered.body.id });
        return refused.code !== 'RATE_LIMITED' && refused;
      },
      () => 'it is never answered',
    );
    expect(refusal).toMatchObject({ code: 'NOT_FOUND' });
    expect(receiver.received).toHaveLength(count);
    expect((await deliveriesOf(ana, webhook.id)).edges.some(({ node }) => node.id === delivered.body.id)).toBe(true);
  });

  test('follows no redirect', async () => {
    const { ana, bia } = await people(first);
    const [receiver, elsewhere] = [await receive(), await receive()];
    receiver.answerWith(307, { location: elsewhere.url });
    const { webhook } = await hook(ana, receiver);
    await bia.send(await bia.startDirect(ana), 'follow me');
    await waitFor(
      async () => (await deliveriesOf(ana, webhook.id)).edges[0]?.node.status === 307,
      () => 'the redirect is not noted',
    );
    expect(elsewhere.received).toEqual([]);
  });

  test.each([
    ['no web address', { url: 'ftp://example.org/' }, 'url', 'INVALID'],
    ['no address at all', { url: 'example' }, 'url', 'INVALID'],
    ['a password in it', { url: 'https://ana:secret@example.org/' }, 'url', 'INVALID'],
    ['an address that is too long', { url: `https://example.org/${'x'.repeat(2048)}` }, 'url', 'TOO_LONG'],
    ['nothing to hear', { events: [] }, 'events', 'EMPTY'],
  ])('with %s is refused', async (_, input, field, reason) => {
    const { ana } = await people(first, 'ana');
    const refusal = await ana.refused(createDocument, { input: { url: 'https://example.org/', events: ['MESSAGE_ADDED'], ...input } });
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', field, reason });
  });

  test('is its owner’s alone, and not of conversations of others', async () => {
    const { ana, bia, caio } = await people(first);
    const receiver = await receive();
    const { secret, webhook } = await hook(ana, receiver);
    const conversation = await bia.startDirect(ana);
    await bia.send(conversation, 'for ana');
    const { body } = await receiver.next(isText('for ana'));
    const denied = { code: 'NOT_FOUND' };
    expect(await caio.refused(updateDocument, { id: webhook.id, url: 'https://example.org/' })).toMatchObject(denied);
    expect(await caio.refused(deleteDocument, { id: webhook.id })).toMatchObject(denied);
    expect(await bia.refused(redeliverDocument, { id: body.id })).toMatchObject(denied);
    expect(
      await caio.refused(createDocument, { input: { url: receiver.url, events: ['MESSAGE_ADDED'], conversationId: conversation } }),
    ).toMatchObject(denied);
    expect(await webhooksOf(caio)).toEqual([]);
    expect(JSON.stringify(await ana.request(listDocument))).not.toContain(secret.slice(6));
  });

  test('is one of 20 at most', async () => {
    const { ana } = await people(first, 'ana');
    const asked = await Promise.allSettled(
      Array.from({ length: 22 }, (_, index) => hook(index % 2 === 0 ? ana : ana.on(second), { url: 'https://example.org/' })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const input = { url: 'https://example.org/', events: ['MESSAGE_ADDED'] };
    expect(await ana.refused(createDocument, { input })).toMatchObject({ code: 'CONFLICT', reason: 'TOO_MANY' });
  });
});

describe('a server that ends', () => {
  test('goes on where it stopped: what waited and what came meanwhile is delivered, in order, under the ids of before', async () => {
    const server = await startServer({ env });
    const { ana, bia } = await people(server, 'ana', 'bia');
    const receiver = await receive();
    await hook(ana, receiver);
    const conversation = await bia.startDirect(ana);
    await bia.send(conversation, 'zero');
    await receiver.next(isText('zero'));
    receiver.answerWith(500);
    await bia.send(conversation, 'one');
    await receiver.next(isText('one'));
    for (const text of ['two', 'three']) await bia.send(conversation, text);
    await server.kill();
    const before = receiver.received.length;
    receiver.answerWith(200);
    await server.restart();
    await bia.send(conversation, 'four');
    await receiver.next(isText('four'));
    expect(receiver.texts().slice(before)).toEqual(['one', 'two', 'three', 'four']);
    const idsOfOne = receiver.received.filter(isText('one')).map(({ body }) => body.id);
    expect(new Set(idsOfOne).size).toBe(1);
    await server.stop();
  });

  test('as one of several leaves its webhooks to the others', async () => {
    const server = await startProcesses(2, { env });
    const { ana, bia } = await people(server, 'ana', 'bia');
    const receiver = await receive();
    await hook(ana, receiver);
    const conversation = await bia.startDirect(ana);
    await bia.send(conversation, 'before');
    await receiver.next(isText('before'));
    // Nobody else is subscribed to anything: who is, works at the webhook.
    const [working = '', ...others] = [...(await countSubscribers(server))].flatMap(([number, count]) => (count > 0 ? [number] : []));
    expect(others).toEqual([]);
    const pid = workerPids(server).get(Number(working));
    if (pid === undefined) throw new Error('The log does not tell the pid of the worker.');
    process.kill(pid, 'SIGKILL');
    const texts = Array.from({ length: 5 }, (_, index) => `after ${index}`);
    for (const [index, text] of texts.entries()) {
      const clientId = `c-${index}`;
      // The connection may have been the one that was cut.
      await waitFor(
        () => bia.send(conversation, text, clientId).catch(() => null),
        () => 'nothing can be sent any more',
      );
    }
    await receiver.next(isText('after 4'));
    expect(receiver.texts().filter((text) => text !== 'before')).toEqual(texts);
    await server.stop();
  });
});

describe('a server whose own network is nobody’s business', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ env: { WEBHOOK_RETRY_SECONDS: '0.1' } });
  });
  afterAll(() => server.stop());

  test.each([
    'http://127.0.0.1:9/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest',
    'http://localhost/',
    'http://db.localhost./',
  ])('refuses the address %s', async (url) => {
    const { ana } = await people(server, 'ana');
    const input = { url, events: ['MESSAGE_ADDED'] };
    expect(await ana.refused(createDocument, { input })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'url', reason: 'PRIVATE_ADDRESS' });
  });

  test('sends nothing where a name leads inside', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const receiver = await receive();
    const url = receiver.url.replace('127.0.0.1', hostname());
    const { webhook } = await hook(ana, { url });
    await bia.send(await bia.startDirect(ana), 'for the inside');
    await waitFor(
      async () => (await webhooksOf(ana))[0]?.disabledAt,
      () => 'the webhook is not disabled',
    );
    expect((await deliveriesOf(ana, webhook.id)).edges.map(({ node }) => node)).toMatchObject([
      { status: null, attempts: 2, deliveredAt: null },
    ]);
    expect(receiver.received).toEqual([]);
  });
});
