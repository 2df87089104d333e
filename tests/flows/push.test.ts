import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInDocument, type AuthView } from '../testkit/documents.js';
import { removeMemberDocument } from '../testkit/groups.js';
import { people, personOf, type Person } from '../testkit/people.js';
import { requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { readVapid, startPushService, type Browser, type PushService } from './push-service.js';
import { startTwoProcesses } from './two-processes.js';

const keyDocument = `{ serverInfo { vapidPublicKey } }`;
const registerDocument = `mutation ($endpoint: String!, $p256dh: String!, $auth: String!) { registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth) }`;
const unregisterDocument = `mutation ($endpoint: String!) { unregisterPush(endpoint: $endpoint) }`;
const preferDocument = `mutation ($input: ConversationPreferencesInput!) { setConversationPreferences(input: $input) { id } }`;
const markReadDocument = `mutation ($conversationId: ID!, $seq: Int!) { markRead(conversationId: $conversationId, seq: $seq) { lastReadSeq } }`;
const deleteDocument = `mutation ($messageId: ID!) { deleteMessage(messageId: $messageId) { id } }`;
const blockDocument = `mutation ($userId: ID!) { blockUser(userId: $userId) { id } }`;
const reportDocument = `mutation ($active: Boolean!) { reportActivity(active: $active) }`;
const signOutDocument = `mutation { signOut }`;
const privateAddresses = { PRIVATE_ADDRESSES: 'on' };

let service: PushService;
beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.close());

const textsAt = ({ notifications }: Browser) => notifications.map(({ body }) => body);
const hears = (browser: Browser, text: string) =>
  waitFor(
    () => textsAt(browser).includes(text),
    () => `"${text}" is not notified, only ${JSON.stringify(textsAt(browser))}`,
  );

async function browserOf(person: Person): Promise<Browser> {
  const browser = service.openBrowser();
  await browser.registerFor(person);
  return browser;
}

/** The same person, signed in once more. */
async function signInAgain(server: TestServer, person: Person): Promise<Person> {
  const input = { login: person.username, password: person.password };
  const { signIn } = await requestGraphQL<{ signIn: AuthView }>(server, signInDocument, { input });
  return personOf(server, person, signIn);
}

/** What was sent before has been decided, and would have come: of two messages one after the other, both are notified. */
async function settle(from: Person, conversationId: string, at: Browser): Promise<void> {
  for (const text of ['and one more', 'and the last']) {
    await from.send(conversationId, text);
    await hears(at, text);
  }
}

// Nearly all of it is waiting, so they wait together; each has people and browsers of its own.
describe.concurrent('on two processes', () => {
  let first: TestServer;
  let second: TestServer;
  beforeAll(async () => {
    ({ first, second } = await startTwoProcesses(privateAddresses));
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  test('a message is notified once to each browser of the others, encrypted, and signed by the server', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const conversation = await ana.startDirect(bia);
    const [laptop, phone, own] = [await browserOf(bia), await browserOf(bia), await browserOf(ana)];
    const { serverInfo } = await bia.on(second).request<{ serverInfo: { vapidPublicKey: string } }>(keyDocument);
    expect(await bia.request(keyDocument)).toEqual({ serverInfo });
    const sent = await ana.send(conversation, 'Olá, **Bia**');
    for (const browser of [laptop, phone]) {
      await hears(browser, 'Olá, **Bia**');
      expect(browser.notifications).toEqual([
        {
          type: 'MESSAGE',
          conversationId: conversation,
          messageId: sent.id,
          seq: sent.seq,
          title: ana.displayName,
          body: 'Olá, **Bia**',
          tag: conversation,
        },
      ]);
      const [headers = {}] = browser.requests;
      expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high', topic: conversation, ttl: '86400' });
      expect(Number(headers['content-length'])).toBeLessThanOrEqual(3 * 1024);
      const claims = await readVapid(headers, serverInfo.vapidPublicKey);
      expect(claims).toMatchObject({ aud: service.origin, sub: expect.stringMatching(/^mailto:|^https:/) as unknown });
      expect(claims.exp).toBeGreaterThan(Date.now() / 1000);
    }
    expect(own.requests).toEqual([]);
  });

  test('each of many messages to both processes is notified exactly once', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const groupId = await ana.createGroup('Trip', bia);
    const browser = await browserOf(bia);
    const texts = Array.from({ length: 12 }, (_, index) => `number ${index}`);
    await Promise.all(texts.map((text, index) => (index % 2 ? ana : ana.on(second)).send(groupId, text)));
    for (const text of texts) await hears(browser, `${ana.displayName}: ${text}`);
    for (const device of [ana, ana.on(second)]) {
      await device.send(groupId, `later on ${device === ana ? 'first' : 'second'}`);
    }
    for (const name of ['first', 'second']) await hears(browser, `${ana.displayName}: later on ${name}`);
    expect(textsAt(browser)).toHaveLength(texts.length + 2);
    expect(new Set(browser.notifications.map(({ title }) => title))).toEqual(new Set(['Trip']));
  });

  test('a browser at which the person is, on the other process, is not notified; one that is left alone is', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const conversation = await ana.startDirect(bia);
    const biaAtPhone = await signInAgain(first, bia);
    const [laptop, phone] = [await browserOf(bia), await browserOf(biaAtPhone)];
    const there = bia.on(second);
    await (await there.events()).next();
    await ana.send(conversation, 'while she is there');
    await hears(phone, 'while she is there');
    await settle(ana, conversation, phone);
    expect(laptop.requests).toEqual([]);
    await there.live(reportDocument, { active: false }).next();
    await ana.send(conversation, 'when she has gone');
    await hears(laptop, 'when she has gone');
  });
});

describe.concurrent('on one process', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ env: privateAddresses });
  });
  afterAll(() => server.stop());

  /** Bia has a browser, a direct conversation with ana, and a group with both. */
  async function friends() {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const direct = await ana.startDirect(bia);
    return { ana, bia, direct, groupId: await ana.createGroup('Trip', bia), browser: await browserOf(bia) };
  }
  const hour = () => new Date(Date.now() + 3_600_000).toISOString();

  test.each([
    ['notify NONE', { notify: 'NONE' }],
    ['notify MENTIONS, and no mention', { notify: 'MENTIONS' }],
    ['muted', { mutedUntil: hour() }],
    ['muted, though everything was to be notified', { notify: 'ALL', mutedUntil: hour() }],
    ['archived', { archived: true }],
  ])('nothing is notified of a conversation with %s', async (_, preferences) => {
    const { ana, bia, direct, groupId, browser } = await friends();
    await bia.request(preferDocument, { input: { conversationId: groupId, ...preferences } });
    await ana.send(groupId, 'not for her');
    await settle(ana, direct, browser);
    expect(textsAt(browser)).toEqual(['and one more', 'and the last']);
  });

  test('mentions are notified where only they are to be', async () => {
    const { ana, bia, direct, groupId, browser } = await friends();
    await bia.request(preferDocument, { input: { conversationId: groupId, notify: 'MENTIONS' } });
    await ana.send(groupId, 'nobody in particular');
    await ana.send(groupId, `@${bia.username} look`);
    await hears(browser, `${ana.displayName}: @${bia.username} look`);
    await settle(ana, direct, browser);
    expect(textsAt(browser)).not.toContain(`${ana.displayName}: nobody in particular`);
  });

  test('nothing is notified that was read or deleted at once, or is from somebody who is blocked', async () => {
    const { ana, bia, groupId, browser } = await friends();
    const { caio } = await people(server, 'caio');
    const control = await caio.startDirect(bia);
    const read = await ana.send(groupId, 'read at once');
    await bia.request(markReadDocument, { conversationId: groupId, seq: read.seq });
    const deleted = await ana.send(groupId, 'taken back');
    await ana.request(deleteDocument, { messageId: deleted.id });
    await bia.request(blockDocument, { userId: ana.id });
    await ana.send(groupId, 'from somebody blocked');
    await settle(caio, control, browser);
    expect(textsAt(browser)).toEqual(['and one more', 'and the last']);
  });

  test('a long text is cut to 200 characters', async () => {
    const { ana, direct, browser } = await friends();
    await ana.send(direct, '🎉'.repeat(300));
    await hears(browser, `${'🎉'.repeat(199)}…`);
  });

  test('a browser whose push service does not know it any more is not asked again', async () => {
    const { ana, bia, direct, browser } = await friends();
    const other = await browserOf(bia);
    browser.answerWith(410);
    await ana.send(direct, 'to the one that is left');
    await hears(other, 'to the one that is left');
    await settle(ana, direct, other);
    expect(browser.requests).toHaveLength(1);
  });

  test('a push service that is busy or broken is asked again', async () => {
    const { ana, direct, browser } = await friends();
    browser.answerWith(429, 503);
    await ana.send(direct, 'after all');
    await hears(browser, 'after all');
    expect(browser.requests).toHaveLength(3);
  });

  describe('while a push service is broken', () => {
    /** Bia's browser was to be notified of a message in the group, and its push service answered 503. It is asked again 2 s later. */
    async function refusedOnce() {
      const group = await friends();
      group.browser.answerWith(503);
      const sent = await group.ana.send(group.groupId, 'for bia alone');
      await waitFor(
        () => group.browser.requests.length > 0,
        () => 'the push service is not asked',
      );
      return { ...group, sent };
    }
    type Refused = Awaited<ReturnType<typeof refusedOnce>>;

    test('a browser that changes hands gets nothing of what was for the person before', async () => {
      const { ana, bia, browser } = await refusedOnce();
      const { caio } = await people(server, 'caio');
      await bia.request(signOutDocument);
      await browser.registerFor(caio);
      await settle(ana, await ana.startDirect(caio), browser);
      expect(textsAt(browser)).toEqual(['and one more', 'and the last']);
    });

    test('a browser whose session ends gets nothing more', async () => {
      const { ana, bia, direct, browser } = await refusedOnce();
      const other = await browserOf(await signInAgain(server, bia));
      await bia.request(signOutDocument);
      await settle(ana, direct, other);
      expect(browser.requests).toHaveLength(1);
    });

    test.each<[string, (group: Refused) => Promise<unknown>]>([
      ['was deleted', ({ ana, sent }) => ana.request(deleteDocument, { messageId: sent.id })],
      ['was read', ({ bia, groupId, sent }) => bia.request(markReadDocument, { conversationId: groupId, seq: sent.seq })],
      [
        'is in a group that the person was removed from',
        ({ ana, bia, groupId }) => ana.request(removeMemberDocument, { groupId, userId: bia.id }),
      ],
      [
        'is in a group that was muted',
        ({ bia, groupId }) => bia.request(preferDocument, { input: { conversationId: groupId, mutedUntil: hour() } }),
      ],
    ])('a message that %s meanwhile is not notified', async (_, happen) => {
      const group = await refusedOnce();
      await happen(group);
      await settle(group.ana, group.direct, group.browser);
      expect(textsAt(group.browser)).toEqual(['and one more', 'and the last']);
    });
  });

  test('nothing is notified to a session that has ended', async () => {
    const { ana, bia, direct, browser } = await friends();
    const again = await signInAgain(server, bia);
    const other = await browserOf(again);
    await ana.send(direct, 'before she signs out');
    await bia.request(signOutDocument);
    await settle(ana, direct, other);
    expect(browser.requests).toEqual([]);
  });

  test('a browser that changes hands is its new owner’s alone', async () => {
    const { ana, bia, direct, browser } = await friends();
    const { caio } = await people(server, 'caio');
    const other = await browserOf(bia);
    await browser.registerFor(caio);
    await bia.request(unregisterDocument, { endpoint: browser.endpoint });
    await ana.send(direct, 'for bia');
    await settle(ana, direct, other);
    expect(browser.requests).toEqual([]);
    await ana.send(await ana.startDirect(caio), 'for caio');
    await hears(browser, 'for caio');
  });

  test('registering again and unregistering may be repeated', async () => {
    const { ana, bia, direct, browser } = await friends();
    await browser.registerFor(bia);
    await ana.send(direct, 'once');
    await hears(browser, 'once');
    const other = await browserOf(bia);
    await bia.request(unregisterDocument, { endpoint: browser.endpoint });
    expect(await bia.request(unregisterDocument, { endpoint: browser.endpoint })).toEqual({ unregisterPush: true });
    await settle(ana, direct, other);
    expect(browser.notifications).toHaveLength(1);
  });

  test('a 21st browser takes the place of the oldest', async () => {
    const { ana, bia, direct, browser } = await friends();
    const more: Browser[] = [];
    for (let count = 0; count < 20; count += 1) more.push(await browserOf(bia));
    await ana.send(direct, 'to twenty');
    for (const each of more) await hears(each, 'to twenty');
    expect(browser.requests).toEqual([]);
  });
});

describe('an endpoint', () => {
  let server: TestServer;
  let person: Person;
  beforeAll(async () => {
    server = await startServer();
    person = (await people(server, 'ana')).ana;
  });
  afterAll(() => server.stop());

  test.each([
    ['http', 'http://push.example.org/a', 'INVALID'],
    ['something else than an address', 'push', 'INVALID'],
    ['a user name', 'https://ana:secret@push.example.org/a', 'INVALID'],
    ['more than 2,048 characters', `https://push.example.org/${'a'.repeat(2048)}`, 'TOO_LONG'],
    ['this machine', 'https://127.0.0.1/a', 'PRIVATE_ADDRESS'],
    ['this machine by name', 'https://localhost/a', 'PRIVATE_ADDRESS'],
    ['this machine in IPv6', 'https://[::ffff:7f00:1]/a', 'PRIVATE_ADDRESS'],
    ['the server’s network', 'https://192.168.0.7/a', 'PRIVATE_ADDRESS'],
    ['cloud metadata', 'https://169.254.169.254/latest', 'PRIVATE_ADDRESS'],
  ])('with %s is refused', async (_, endpoint, reason) => {
    const { p256dh, auth } = service.openBrowser();
    expect(await person.refused(registerDocument, { endpoint, p256dh, auth })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'endpoint',
      reason,
    });
  });

  test.each([
    ['p256dh', { p256dh: Buffer.alloc(65, 4).toString('base64url') }],
    ['p256dh', { p256dh: 'short' }],
    ['auth', { auth: Buffer.alloc(15).toString('base64url') }],
    ['auth', { auth: '?'.repeat(22) }],
  ])('with another %s than browsers have is refused', async (field, wrong) => {
    const { p256dh, auth } = service.openBrowser();
    const endpoint = 'https://push.example.org/a';
    expect(await person.refused(registerDocument, { endpoint, p256dh, auth, ...wrong })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field,
      reason: 'INVALID',
    });
    expect(await person.request(registerDocument, { endpoint, p256dh, auth })).toEqual({ registerPush: true });
  });

  test('is nobody’s who is not signed in', async () => {
    const { endpoint, p256dh, auth } = service.openBrowser();
    await expect(requestGraphQL(server, registerDocument, { endpoint, p256dh, auth })).rejects.toMatchObject({
      refusal: { code: 'UNAUTHENTICATED' },
    });
  });
});
