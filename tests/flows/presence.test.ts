import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventView } from '../testkit/documents.js';
import { addMembersDocument, setRoleDocument } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import type { LiveStream } from '../testkit/live-stream.js';
import { startTwoProcesses } from './two-processes.js';

interface Seen {
  readonly id: string;
  readonly presence: { readonly status: string; readonly lastSeenAt: string | null };
}

const presenceDocument = `subscription ($userIds: [ID!]!) { presence(userIds: $userIds) { id presence { status lastSeenAt } } }`;
const userDocument = `query ($id: ID!) { user(id: $id) { id presence { status lastSeenAt } } }`;
const reportDocument = `mutation ($active: Boolean!) { reportActivity(active: $active) }`;
const blockDocument = `mutation ($userId: ID!) { blockUser(userId: $userId) { id presence { status } } }`;
const unblockDocument = `mutation ($userId: ID!) { unblockUser(userId: $userId) { id } }`;
const leaveGroupDocument = `mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }`;
const createTokenDocument = `mutation ($input: CreateAccessTokenInput!) { createAccessToken(input: $input) { secret } }`;
const createBotDocument = `mutation ($username: String!) { createBot(username: $username, displayName: "Robot") { secret user { id } } }`;
const hideDocument = `mutation { updateProfile(input: { showLastSeen: false }) { id } }`;
const showDocument = `mutation { updateProfile(input: { showLastSeen: true }) { id } }`;
const markReadDocument = `mutation ($conversationId: ID!, $seq: Int!) { markRead(conversationId: $conversationId, seq: $seq) { lastReadSeq } }`;
const readersDocument = `query ($id: ID!, $groupId: ID!) {
  message(id: $id) { readBy { edges { node { lastReadSeq lastReadAt user { id } } } } }
  conversation(id: $groupId) { members { edges { node { lastReadSeq lastReadAt user { id } } } } } }`;
const membersChangedDocument = `subscription ($after: Cursor) { events(after: $after) { __typename cursor
  ... on MembersChanged { changed { lastReadAt user { id } } } ... on CursorAdvanced { live } } }`;
const timedDocument = `subscription ($after: Cursor) { events(after: $after) { __typename cursor at ... on CursorAdvanced { live } } }`;
const signOutDocument = `mutation { signOut }`;
const deleteAccountDocument = `mutation ($password: String!) { deleteAccount(password: $password) }`;

const offline = { status: 'OFFLINE', lastSeenAt: null };
const is =
  (status: string, person?: Person) =>
  ({ id, presence }: Seen) =>
    presence.status === status && (!person || person.id === id);

/** What was told of somebody, one state after the other: it may be told twice. */
function statesOf(stream: LiveStream<Seen>, person: Person): string[] {
  const states = stream.seen.filter(({ id }) => id === person.id).map(({ presence }) => presence.status);
  return states.filter((status, index) => status !== states[index - 1]);
}

interface Members {
  readonly edges: readonly {
    readonly node: { readonly lastReadSeq: number; readonly lastReadAt: string | null; readonly user: { readonly id: string } };
  }[];
}
interface Readers {
  readonly readBy: Members;
}
interface Changed {
  readonly changed?: readonly { readonly lastReadAt: string | null; readonly user: { readonly id: string } }[];
}

interface Timed {
  readonly at: string;
}

/** Whatever in a cursor may be a time, in seconds, to somebody who takes it apart. */
function secondsIn(cursor: string): number[] {
  const bytes = Buffer.from(cursor, 'base64url');
  return Array.from({ length: bytes.length - 3 }, (_, index) => [bytes.readUInt32BE(index), bytes.readUInt32LE(index)]).flat();
}

/** Opens a socket with one subscription. */
async function connect(person: Person): Promise<void> {
  const events = await person.events();
  await events.next();
}

const watch = (viewer: Person, ...watched: readonly Person[]): LiveStream<Seen> =>
  viewer.live<Seen>(presenceDocument, { userIds: watched.map(({ id }) => id) });

async function presenceOf(person: Person, viewer: Person): Promise<Seen['presence']> {
  const { user } = await viewer.request<{ user: Seen }>(userDocument, { id: person.id });
  return user.presence;
}

const shows = (status: string, person: Person, viewer: Person) =>
  waitFor(
    async () => (await presenceOf(person, viewer)).status === status,
    () => `${person.displayName} is not ${status}`,
  );

describe('on two processes', () => {
  let first: TestServer;
  let second: TestServer;
  let client: mongo.MongoClient;
  beforeAll(async () => {
    const started = await startTwoProcesses();
    ({ first, second } = started);
    client = await mongo.MongoClient.connect(started.databaseUri);
  });
  afterAll(async () => {
    await client.close();
    await second.stop();
    await first.stop();
  });

  /** Ana and bia with a direct conversation, and caio, who knows neither. Nobody is connected yet. */
  async function friends() {
    const everybody = await people(first);
    return { ...everybody, direct: await everybody.ana.startDirect(everybody.bia) };
  }

  describe('somebody', () => {
    test('who opens a socket is ONLINE, and OFFLINE when the last one is gone, on either process', async () => {
      const { ana, bia } = await friends();
      expect(await presenceOf(bia, ana)).toEqual(offline);
      const streams = [watch(ana, bia), watch(ana.on(second), bia)];
      for (const stream of streams) expect(await stream.next()).toEqual({ id: bia.id, presence: offline });
      const [laptop, phone] = [bia.on(first), bia.on(second)];
      await connect(laptop);
      await connect(phone);
      for (const stream of streams) await stream.next(is('ONLINE'));
      for (const viewer of [ana, ana.on(second), bia]) await shows('ONLINE', bia, viewer);
      laptop.disconnect();
      phone.disconnect();
      for (const stream of streams) {
        const gone = await stream.next(is('OFFLINE'));
        expect(Date.parse(gone.presence.lastSeenAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
      }
      // Neither the second device nor the first that went away was news.
      for (const stream of streams) expect(statesOf(stream, bia)).toEqual(['OFFLINE', 'ONLINE', 'OFFLINE']);
    });

    test('who comes back at once, even to another process, was never away', async () => {
      const { ana, bia } = await friends();
      const [before, after] = [bia.on(first), bia.on(second)];
      await connect(before);
      await shows('ONLINE', bia, ana);
      const stream = watch(ana, bia);
      await stream.next(is('ONLINE'));
      before.disconnect();
      await connect(after);
      const records = client.db().collection<{ processes: string[] }>('presence');
      const processes = async () => (await records.findOne({ _id: new mongo.ObjectId(bia.id) }))?.processes.length;
      await waitFor(
        async () => (await processes()) === 2,
        () => 'the second process does not write',
      );
      await waitFor(
        async () => (await processes()) === 1,
        () => 'the first process does not let go',
      );
      after.disconnect();
      await stream.next(is('OFFLINE'));
      expect(statesOf(stream, bia)).toEqual(['ONLINE', 'OFFLINE']);
    });

    test('is AWAY when at none of the devices, and ONLINE again at one', async () => {
      const { ana, bia } = await friends();
      const [laptop, phone] = [bia.on(first), bia.on(second)];
      await connect(laptop);
      await connect(phone);
      await shows('ONLINE', bia, ana);
      const stream = watch(ana, bia);
      await stream.next(is('ONLINE'));
      const say = (device: Person, active: boolean) => device.live(reportDocument, { active }).next();
      await say(laptop, false);
      await say(phone, false);
      await stream.next(is('AWAY'));
      await say(phone, true);
      await stream.next(is('ONLINE'));
      await say(phone, false);
      expect((await stream.next(is('AWAY'))).presence.lastSeenAt).not.toBeNull();
      expect(statesOf(stream, bia)).toEqual(['ONLINE', 'AWAY', 'ONLINE', 'AWAY']);
    });

    test('says so over HTTP to one process for a socket that the other has', async () => {
      const { ana, bia } = await friends();
      await connect(bia.on(second));
      await shows('ONLINE', bia, ana);
      const stream = watch(ana, bia);
      await stream.next(is('ONLINE'));
      expect(await bia.request(reportDocument, { active: false })).toEqual({ reportActivity: true });
      await stream.next(is('AWAY'));
      await bia.request(reportDocument, { active: true });
      await stream.next(is('ONLINE'));
    });

    test('who signs out is OFFLINE, without closing the socket', async () => {
      const { ana, bia } = await friends();
      await connect(bia.on(second));
      await shows('ONLINE', bia, ana);
      const stream = watch(ana, bia);
      await bia.request(signOutDocument);
      await stream.next(is('OFFLINE'));
    });

    test('who deletes the account is OFFLINE to those who watch', async () => {
      const { ana, bia } = await friends();
      await connect(bia);
      await shows('ONLINE', bia, ana);
      const streams = [watch(ana, bia), watch(ana.on(second), bia)];
      for (const stream of streams) await stream.next(is('ONLINE', bia));
      await bia.request(deleteAccountDocument, { password: bia.password });
      for (const stream of streams) expect(await stream.next(is('OFFLINE', bia))).toEqual({ id: bia.id, presence: offline });
    });

    test('whose program has a socket, with an access token, is not there for it; a bot is its program', async () => {
      const { ana, bia } = await friends();
      const input = { name: 'a script', scopes: ['READ', 'WRITE'] };
      const { createAccessToken } = await bia.request<{ createAccessToken: { secret: string } }>(createTokenDocument, { input });
      const { createBot } = await bia.request<{ createBot: { secret: string; user: { id: string } } }>(createBotDocument, {
        username: `robot-${bia.id}`.slice(0, 32),
      });
      const script = bia.on(second);
      script.accessToken = createAccessToken.secret;
      const robot: Person = Object.assign(bia.on(second), { accessToken: createBot.secret, id: createBot.user.id });
      await ana.startDirect(robot);
      await connect(script);
      await connect(robot);
      await shows('ONLINE', robot, ana);
      // The socket of the script was opened before.
      expect(await presenceOf(bia, ana)).toEqual(offline);
      await robot.live(reportDocument, { active: false }).next();
      expect((await presenceOf(robot, ana)).status).toBe('ONLINE');
      robot.disconnect();
      await shows('OFFLINE', robot, ana);
    });

    test('who hides when they were last seen is seen to be there, and not since when they are gone', async () => {
      const { ana, bia } = await friends();
      await bia.request(hideDocument);
      const device = bia.on(second);
      await connect(device);
      await shows('ONLINE', bia, ana);
      expect(await presenceOf(bia, ana)).toEqual({ status: 'ONLINE', lastSeenAt: null });
      device.disconnect();
      await shows('OFFLINE', bia, ana);
      for (const viewer of [ana, ana.on(second)]) expect(await presenceOf(bia, viewer)).toEqual(offline);
    });

    test('who hides when they were last seen hides when they last read, too, and not what they have read', async () => {
      const { ana, bia, caio } = await friends();
      const groupId = await ana.createGroup('Readers', bia, caio);
      const { id, seq } = await ana.send(groupId, 'read this');
      for (const reader of [bia, caio]) await reader.request(markReadDocument, { conversationId: groupId, seq });
      const readAt = async (viewer: Person) => {
        const answer = await viewer.request<{ message: Readers; conversation: { members: Members } }>(readersDocument, { id, groupId });
        const members = [answer.message.readBy, answer.conversation.members].flatMap(({ edges }) => edges.map(({ node }) => node));
        return members.filter(({ user }) => user.id === bia.id).map(({ lastReadSeq, lastReadAt }) => [lastReadSeq, lastReadAt]);
      };
      const aTime: unknown = expect.any(String);
      expect(await readAt(ana)).toEqual([
        [seq, aTime],
        [seq, aTime],
      ]);
      const changes = ana.on(second).live<EventView & Changed>(membersChangedDocument, { after: await ana.eventCursor() });
      await bia.request(hideDocument);
      for (const viewer of [ana, caio.on(second)]) {
        expect(await readAt(viewer)).toEqual([
          [seq, null],
          [seq, null],
        ]);
      }
      // Also where a change of the membership is told.
      await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
      const { changed } = await changes.next(({ __typename }) => __typename === 'MembersChanged');
      expect(changed).toEqual([{ lastReadAt: null, user: { id: bia.id } }]);
      await bia.request(showDocument);
      expect(await readAt(ana)).toEqual([
        [seq, aTime],
        [seq, aTime],
      ]);
    });

    test('whoever comes later hears that somebody has read, and not when', async () => {
      const { ana, bia } = await friends();
      await bia.request(hideDocument);
      const direct = await ana.startDirect(bia);
      const { seq } = await ana.send(direct, 'read this');
      const after = await ana.eventCursor();
      const before = Date.now();
      await bia.request(markReadDocument, { conversationId: direct, seq });
      const back = Date.now();
      const changes = ana.on(second).live<EventView & Timed>(timedDocument, { after });
      const { at, cursor } = await changes.next(({ __typename }) => __typename === 'ReadMarkerMoved');
      expect(Date.parse(at)).toBeGreaterThanOrEqual(back);
      expect(secondsIn(cursor).filter((seconds) => seconds * 1000 > before - 5_000 && seconds * 1000 < back + 5_000)).toEqual([]);
    });

    test('who reports without a socket stays OFFLINE', async () => {
      const { ana, bia } = await friends();
      await bia.request(reportDocument, { active: true });
      expect(await presenceOf(bia, ana)).toEqual(offline);
    });
  });

  describe('a stranger', () => {
    test('sees somebody OFFLINE who is not, and is told nothing', async () => {
      const { ana, bia, caio } = await friends();
      const stranger = caio.on(second);
      const stream = watch(stranger, bia, caio);
      expect((await stream.next()).id).toBe(caio.id);
      await connect(bia);
      await shows('ONLINE', bia, ana);
      expect(await presenceOf(bia, caio)).toEqual(offline);
      expect(await presenceOf(bia, stranger)).toEqual(offline);
      await caio.live(reportDocument, { active: false }).next();
      await stranger.live(reportDocument, { active: false }).next();
      await stream.next(is('AWAY', caio));
      expect(new Set(stream.seen.map(({ id }) => id))).toEqual(new Set([caio.id]));
    });

    test('who comes into a conversation with somebody is told then, and for the last time when it ends', async () => {
      const { ana, bia, caio } = await friends();
      await connect(bia);
      await shows('ONLINE', bia, ana);
      const stream = watch(caio.on(second), caio, bia);
      await stream.next(is('ONLINE', caio));
      const groupId = await ana.createGroup('Trip', bia);
      await ana.request(addMembersDocument, { groupId, userIds: [caio.id] });
      await stream.next(is('ONLINE', bia));
      await bia.request(leaveGroupDocument, { groupId });
      expect(await stream.next(({ id }) => id === bia.id)).toEqual({ id: bia.id, presence: offline });
      expect(await presenceOf(bia, caio)).toEqual(offline);
    });
  });

  describe('once ana has blocked bia', () => {
    test('each is OFFLINE to the other at once, on both processes, and no change is told', async () => {
      const { ana, bia } = await friends();
      const [anaThere, biaThere] = [ana.on(second), bia.on(second)];
      const [atAna, atBia] = [watch(anaThere, bia, ana), watch(biaThere, ana, bia)];
      await atAna.next(is('ONLINE', bia));
      await atBia.next(is('ONLINE', ana));
      expect(await ana.request(blockDocument, { userId: bia.id })).toEqual({
        blockUser: { id: bia.id, presence: { status: 'OFFLINE' } },
      });
      for (const [person, viewer] of [
        [ana, bia],
        [ana, biaThere],
        [bia, ana],
        [bia, anaThere],
      ] as const)
        expect(await presenceOf(person, viewer)).toEqual(offline);
      await atAna.next(is('OFFLINE', bia));
      await atBia.next(is('OFFLINE', ana));
      const before = atBia.seen.length;
      await anaThere.live(reportDocument, { active: false }).next();
      await atAna.next(is('AWAY', ana));
      await biaThere.live(reportDocument, { active: false }).next();
      await atBia.next(is('AWAY', bia));
      expect(atBia.seen.slice(before).map(({ id }) => id)).toEqual([bia.id]);
      await ana.request(unblockDocument, { userId: bia.id });
      await atBia.next(is('AWAY', ana));
    });
  });

  describe('the list of people to hear of', () => {
    test('may hold repetitions and nonsense, and at most 500', async () => {
      const { ana, bia } = await friends();
      const userIds = [bia.id, 'nonsense', bia.id.toUpperCase(), '0'.repeat(24), ana.id];
      const stream = ana.live<Seen>(presenceDocument, { userIds });
      await stream.next(({ id }) => id === ana.id);
      expect(stream.seen.map(({ id }) => id).slice(0, 2)).toEqual([bia.id, ana.id]);
      const tooMany = ana.live<Seen>(presenceDocument, { userIds: Array.from({ length: 501 }, (_, index) => String(index)) });
      expect(await tooMany.end).toMatchObject({
        kind: 'refused',
        errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'userIds', reason: 'TOO_MANY' } }],
      });
    });
  });
});

describe('when a process is killed', () => {
  test('its people are OFFLINE to the others within 30 s, and those of the others are not', async () => {
    const { first, second } = await startTwoProcesses();
    const { ana, bia, caio } = await people(first);
    await ana.createGroup('Trip', bia, caio);
    await connect(bia.on(second));
    await connect(caio);
    await shows('ONLINE', bia, ana);
    await shows('ONLINE', caio, ana);
    const stream = watch(ana, bia, caio);
    await stream.next(is('ONLINE', caio));
    const killedAt = Date.now();
    await second.kill('SIGKILL');
    const gone = await stream.next(is('OFFLINE', bia));
    expect(Math.abs(Date.parse(gone.presence.lastSeenAt ?? '') - killedAt)).toBeLessThan(30_000);
    expect(statesOf(stream, caio)).toEqual(['ONLINE']);
    await second.stop();
    await first.stop();
  });

  test('and started again, who does not come back is OFFLINE, and who does was never away', async () => {
    const server = await startServer();
    const { ana, bia, caio } = await people(server);
    await ana.createGroup('Trip', bia, caio);
    await connect(bia);
    await connect(caio);
    await shows('ONLINE', bia, ana);
    await shows('ONLINE', caio, ana);
    await server.kill('SIGKILL');
    await server.restart();
    caio.disconnect();
    await connect(caio);
    const stream = watch(ana.on(server), bia, caio);
    await stream.next(is('ONLINE', bia));
    await stream.next(is('OFFLINE', bia));
    expect(statesOf(stream, caio)).toEqual(['ONLINE']);
    await server.stop();
  });
});
