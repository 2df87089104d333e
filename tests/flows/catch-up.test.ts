import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCursorCodec } from '../../api/live/cursor.js';
import { chosenDatabase } from '../testkit/database-choice.js';
import { conversationEventsDocument, type EventView, isLive, isRemoval } from '../testkit/documents.js';
import { deleteGroupDocument } from '../testkit/groups.js';
import { readCounter } from '../testkit/metrics.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { skipBecause } from '../testkit/skip-because.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const isEmbedded = !skipBecause(
  chosenDatabase() !== 'embedded',
  'catching up by state: a real MongoDB keeps its changes for days, only the embedded one can be told to forget.',
);

const editDocument = `mutation ($id: ID!, $text: String!) { editMessage(messageId: $id, text: $text) { id } }`;
const deleteDocument = `mutation ($id: ID!) { deleteMessage(messageId: $id) { id } }`;
const reactDocument = `mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }`;
const markReadDocument = `mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { lastReadSeq } }`;
const renameDocument = `mutation ($id: ID!, $name: String!) { updateGroup(input: { groupId: $id, name: $name }) { id } }`;
const setRoleDocument = `mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }`;
const removeDocument = `mutation ($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId) { id } }`;
const addDocument = `mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }`;
const profileDocument = `mutation ($displayName: String!) { updateProfile(input: { displayName: $displayName }) { id } }`;

const conversationOf = (event: EventView) => event.conversationId ?? event.message?.conversationId ?? event.conversation?.id;
const about = (id: string, events: readonly EventView[]) => events.filter((event) => conversationOf(event) === id);
const typesOf = (events: readonly EventView[]) => events.map(({ __typename }) => __typename);
const added = (events: readonly EventView[]) =>
  events.flatMap(({ __typename, message }) => (__typename === 'MessageAdded' && message ? [message] : []));

let first: TestServer;
let second: TestServer;
let client: mongo.MongoClient;
beforeAll(async () => {
  if (!isEmbedded) return;
  const started = await startTwoProcesses({ EMBEDDED_DB_OPLOG_ENTRIES: '30' });
  ({ first, second } = started);
  client = await mongo.MongoClient.connect(started.databaseUri);
});
afterAll(async () => {
  if (!isEmbedded) return;
  await client.close();
  await second.stop();
  await first.stop();
});

/** Everything that is there now happened a quarter of an hour ago: longer than the margin of a catch-up. */
async function letTimePass(): Promise<void> {
  const now = await databaseTime();
  const before = new mongo.Timestamp({ t: now.t - 900, i: 1 });
  const database = client.db();
  await database.collection('messages').updateMany({}, { $set: { changedAt: before, storedAt: before } });
  await database.collection('members').updateMany({}, { $set: { changedAt: before, cameAt: before } });
  await database.collection('members').updateMany({ endedAt: { $ne: null } }, { $set: { endedAt: before } });
  for (const name of ['conversations', 'users']) await database.collection(name).updateMany({}, { $set: { changedAt: before } });
}

async function databaseTime(): Promise<mongo.Timestamp> {
  const { operationTime } = await client.db().command({ ping: 1 });
  if (!(operationTime instanceof mongo.Timestamp)) throw new Error('The database tells no time.');
  return operationTime;
}

/** Until the database no longer has the changes since then. */
async function untilForgotten(time: mongo.Timestamp): Promise<void> {
  const isForgotten = async () => {
    const stream = client.db().watch([], { startAtOperationTime: time });
    try {
      await stream.tryNext();
      return false;
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === 286) return true;
      throw error;
    } finally {
      await stream.close();
    }
  };
  await waitFor(isForgotten, () => 'the database does not forget');
}

/** Nobody remembers what happened since then, but in the state that it left: neither the database nor the second process. */
async function forget(since: mongo.Timestamp): Promise<void> {
  await untilForgotten(since);
  await second.restart();
}

/** What a person who was away is told on the second process, until it is live. */
async function catchUp(person: Person, after: string): Promise<readonly EventView[]> {
  const before = await readCounter(second, 'live_catch_ups_total');
  const stream = await person.on(second).events(after);
  await stream.next(isLive);
  expect(await readCounter(second, 'live_catch_ups_total')).toBe(before + 1);
  const told = [...stream.seen];
  stream.stop();
  return told;
}

async function sendAll(person: Person, conversationId: string, texts: readonly string[]): Promise<void> {
  await Promise.all(texts.map((text) => person.send(conversationId, text)));
}

describe.runIf(isEmbedded)('who was away for longer than the changes are kept', () => {
  test('is told that a group was deleted, and nothing of it', async () => {
    const { ana, bia } = await people(first);
    const groupId = await ana.createGroup('Trip', bia);
    const direct = await ana.startDirect(bia);
    await letTimePass();
    const [after, since] = [await bia.eventCursor(), await databaseTime()];
    await ana.send(groupId, 'a secret');
    await ana.request(deleteGroupDocument, { groupId });
    await sendAll(
      ana,
      direct,
      Array.from({ length: 40 }, (_, n) => `later ${n}`),
    );
    await forget(since);
    const told = await catchUp(bia, after);
    expect(typesOf(about(groupId, told))).toEqual(['ConversationRemoved']);
    expect(added(told)).toHaveLength(40);
  });

  test('is told that an account was deleted, as it is shown now', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia, caio);
    await letTimePass();
    const [after, since] = [await bia.eventCursor(), await databaseTime()];
    await ana.request(`mutation ($password: String!) { deleteAccount(password: $password) }`, { password: ana.password });
    await sendAll(
      caio,
      groupId,
      Array.from({ length: 40 }, (_, n) => `later ${n}`),
    );
    await forget(since);
    const told = await catchUp(bia, after);
    expect(told.filter(({ user }) => user).map(({ user }) => [user?.id, user?.displayName])).toEqual([[ana.id, 'Deleted account']]);
    expect(told.find(({ removedUserIds }) => removedUserIds)?.removedUserIds).toEqual([ana.id]);
  });

  test('is told of new messages in order, and of what became of those they know, as it is now', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia, caio);
    const known = await Promise.all(['known', 'to edit', 'to delete', 'to like'].map((text) => ana.send(groupId, text)));
    const idOf = (text: string) => known.find((message) => message.text === text)?.id;
    await letTimePass();
    const [after, since] = [await bia.eventCursor(), await databaseTime()];

    await ana.request(editDocument, { id: idOf('to edit'), text: 'edited' });
    await ana.request(deleteDocument, { id: idOf('to delete') });
    await caio.request(reactDocument, { id: idOf('to like') });
    const early = await ana.send(groupId, 'new, then edited');
    const secret = await ana.send(groupId, 'a secret');
    // More than a page, by two people.
    await sendAll(
      ana,
      groupId,
      Array.from({ length: 120 }, (_, n) => `a${n}`),
    );
    await sendAll(
      caio,
      groupId,
      Array.from({ length: 100 }, (_, n) => `c${n}`),
    );
    await ana.request(editDocument, { id: early.id, text: 'new and edited' });
    await ana.request(deleteDocument, { id: secret.id });
    await forget(since);

    const told = await catchUp(bia, after);
    const changed = told.flatMap(({ __typename, message }) => (__typename === 'MessageChanged' && message ? [message] : []));
    expect(changed.map(({ id }) => id)).toEqual(['to edit', 'to delete', 'to like'].map(idOf));
    expect(changed.map(({ text, deletedAt }) => [text, deletedAt !== null])).toEqual([
      ['edited', false],
      ['', true],
      ['to like', false],
    ]);
    const news = added(told);
    const firstSeq = early.seq;
    expect(news.map(({ seq }) => seq)).toEqual(Array.from({ length: 222 }, (_, n) => firstSeq + n));
    expect(news[0]).toMatchObject({ id: early.id, text: 'new and edited' });
    expect(news[1]).toMatchObject({ id: secret.id, text: '', deletedAt: expect.any(String) as string });
    expect(JSON.stringify(told)).not.toContain('a secret');
    // The counts come after what they count.
    const types = typesOf(told);
    expect(types.indexOf('ViewerStateChanged')).toBeGreaterThan(types.lastIndexOf('MessageAdded'));
    expect(told.find(({ viewerState }) => viewerState)?.viewerState).toMatchObject({ unreadCount: 224 });
  });

  test('can be cut in the middle and goes on where it was, on another process', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const conversationId = await ana.startDirect(bia);
    await letTimePass();
    const [after, since] = [await bia.eventCursor(), await databaseTime()];
    const texts = Array.from({ length: 260 }, (_, n) => `number ${n}`);
    await sendAll(ana, conversationId, texts);
    await forget(since);

    const whole = await catchUp(bia, after);
    expect(added(whole).map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 1));
    for (const cut of [1, 200, 217]) {
      const place = whole.findIndex(({ message }) => message?.seq === cut);
      const stream = await bia.events(whole[place]?.cursor);
      await stream.next(isLive);
      expect(added(stream.seen).map(({ seq }) => seq)).toEqual(texts.slice(cut).map((_, index) => cut + 1 + index));
      await ana.send(conversationId, `live after ${cut}`);
      await stream.next(({ message }) => message?.text === `live after ${cut}`);
      stream.stop();
      texts.push(`live after ${cut}`);
    }
  });

  test('is told who came, who went, who read, who may do what, and what people and groups are called', async () => {
    const { ana, bia, caio, davi, eva } = await people(first, 'ana', 'bia', 'caio', 'davi', 'eva');
    const groupId = await ana.createGroup('Trip', bia, caio, davi);
    const quiet = await ana.createGroup('Quiet', bia);
    await letTimePass();
    const [after, since] = [await bia.eventCursor(), await databaseTime()];

    const { seq } = await ana.send(groupId, 'hello');
    await caio.request(markReadDocument, { id: groupId, seq });
    await ana.request(setRoleDocument, { groupId, userId: caio.id, role: 'ADMIN' });
    await ana.request(removeDocument, { groupId, userId: davi.id });
    await ana.request(addDocument, { groupId, userIds: [eva.id] });
    await ana.request(renameDocument, { id: groupId, name: 'Voyage' });
    await ana.request(profileDocument, { displayName: 'Ana Maria' });
    // Nobody that bia knows.
    const { rui } = await people(first, 'rui');
    await rui.request(profileDocument, { displayName: 'Rui Barbosa' });
    const own = bia.on(first);
    await own.request(markReadDocument, { id: groupId, seq });
    await sendAll(
      ana,
      await ana.startDirect(caio),
      Array.from({ length: 40 }, (_, n) => `not for bia ${n}`),
    );
    await forget(since);

    const told = await catchUp(bia, after);
    expect(told.find(({ conversation }) => conversation)).toMatchObject({
      __typename: 'ConversationChanged',
      conversation: { id: groupId, name: 'Voyage' },
    });
    const [members] = about(groupId, told).filter(({ __typename }) => __typename === 'MembersChanged');
    expect(new Map(members?.changed?.map(({ user, role }) => [user.id, role]))).toEqual(
      new Map([
        [ana.id, 'OWNER'],
        [bia.id, 'MEMBER'],
        [caio.id, 'ADMIN'],
        [eva.id, 'MEMBER'],
      ]),
    );
    expect(members).toMatchObject({ removedUserIds: [davi.id], memberCount: 4 });
    const marks = told.filter(({ __typename }) => __typename === 'ReadMarkerMoved');
    expect(marks.find(({ userId }) => userId === caio.id)).toMatchObject({ conversationId: groupId, lastReadSeq: seq });
    expect(marks.map(({ userId }) => userId)).not.toContain(bia.id);
    expect(told.find(({ viewerState }) => viewerState)?.viewerState).toMatchObject({ lastReadSeq: seq });
    const users = told.flatMap(({ user }) => (user ? [user] : []));
    expect(users.find(({ id }) => id === ana.id)?.displayName).toBe('Ana Maria');
    expect(users.map(({ id }) => id)).not.toContain(rui.id);
    expect(typesOf(told)).toContain('ViewerChanged');
    expect(about(quiet, told)).toEqual([]);
    expect(JSON.stringify(told)).not.toContain('not for bia');
  });

  test('hears that they were removed, that they came back, and that they came in, and nothing that was not for them', async () => {
    const { ana, bia, caio } = await people(first);
    const left = await ana.createGroup('Left', bia, caio);
    const returned = await ana.createGroup('Returned', bia, caio);
    const joined = await ana.createGroup('Joined', caio);
    for (const id of [left, returned, joined]) await ana.send(id, 'of old');
    await letTimePass();
    const [after, since] = [await bia.eventCursor(), await databaseTime()];

    for (const groupId of [left, returned]) {
      await ana.send(groupId, 'while bia was in');
      await ana.request(removeDocument, { groupId, userId: bia.id });
      await ana.send(groupId, 'without bia');
    }
    await ana.send(joined, 'without bia');
    for (const groupId of [returned, joined]) {
      await ana.request(addDocument, { groupId, userIds: [bia.id] });
      await ana.send(groupId, 'welcome');
    }
    await forget(since);

    const told = await catchUp(bia, after);
    expect(typesOf(about(left, told))).toEqual(['ConversationRemoved']);
    expect(typesOf(about(returned, told)).slice(0, 2)).toEqual(['ConversationRemoved', 'ConversationChanged']);
    expect(typesOf(about(joined, told))[0]).toBe('ConversationChanged');
    expect(typesOf(about(joined, told))).not.toContain('ConversationRemoved');
    for (const groupId of [returned, joined]) {
      // The notice that tells of the coming in, and what was said after it.
      expect(added(about(groupId, told)).map(({ kind, text }) => text || kind)).toEqual(['MEMBERS_ADDED', 'welcome']);
    }
    expect(JSON.stringify(told)).not.toContain('without bia');

    const stream = bia.on(second).live<EventView>(conversationEventsDocument, { conversationId: joined, after });
    await stream.next(isLive);
    expect(new Set(stream.seen.map(conversationOf))).toEqual(new Set([joined, undefined]));
    expect(added(stream.seen).map(({ text }) => text)).toContain('welcome');
  });

  test('is refused, CURSOR_EXPIRED, past the retention only', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const conversationId = await ana.startDirect(bia);
    await ana.send(conversationId, 'hello');
    const key = await client.db().collection<{ _id: string; secret: string }>('keys').findOne({ _id: 'cursors' });
    const codec = createCursorCodec(Buffer.from(key?.secret ?? '', 'base64url'));
    const { t } = await databaseTime();
    const daysAgo = (days: number) => codec.encode({ seconds: t - days * 86_400, increment: 1, index: 0, part: 0 });
    const told = await catchUp(bia, daysAgo(29));
    expect(added(about(conversationId, told)).map(({ text }) => text)).toEqual(['hello']);
    expect(await (await bia.events(daysAgo(31))).end).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }],
    });
  });
});

describe.runIf(isEmbedded)('a process that stood still for longer than the changes are kept', () => {
  test('has its subscribers catch up on the sockets they have, and tells who was removed meanwhile nothing but that', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia, caio);
    const [atBia, atCaio] = [await bia.on(second).events(), await caio.on(second).events()];
    const ofGroup = caio.on(second).live<EventView>(conversationEventsDocument, { conversationId: groupId });
    await Promise.all([atBia, atCaio, ofGroup].map((stream) => stream.next(isLive)));
    await ana.send(groupId, 'heard');
    await Promise.all([atBia, atCaio, ofGroup].map((stream) => stream.next(({ message }) => message?.text === 'heard')));
    const lost = await readCounter(second, 'feed_history_lost_total');

    process.kill(second.pid, 'SIGSTOP');
    try {
      await ana.request(removeDocument, { groupId, userId: bia.id });
      const texts = Array.from({ length: 80 }, (_, n) => `without bia ${n}`);
      await sendAll(ana, groupId, texts.slice(0, 20));
      // The answer that was on its way to it may hold the first of these: what comes behind it has to be forgotten as well.
      const since = await databaseTime();
      await sendAll(ana, groupId, texts.slice(20));
      await untilForgotten(since);
    } finally {
      process.kill(second.pid, 'SIGCONT');
    }

    for (const stream of [atCaio, ofGroup]) {
      await stream.until((seen) => new Set(added(seen).map(({ id }) => id)).size >= 82);
      await stream.next(isLive);
    }
    await atBia.next(isRemoval);
    await atBia.next(isLive);
    expect(await readCounter(second, 'feed_history_lost_total')).toBe(lost + 1);
    await ana.send(groupId, 'without bia, live');
    for (const stream of [atCaio, ofGroup]) await stream.next(({ message }) => message?.text === 'without bia, live');
    await bia.send(await bia.startDirect(ana), 'goodbye');
    await atBia.next(({ message }) => message?.text === 'goodbye');
    expect(JSON.stringify(atBia.seen)).not.toContain('without bia');
    const removal = atBia.seen.findIndex(isRemoval);
    // Some of it may have been on its way when the process stood still: then the removal was heard, and is told once more.
    expect(about(groupId, atBia.seen.slice(removal + 1)).filter((event) => !isRemoval(event))).toEqual([]);
  });
});

describe.runIf(isEmbedded)('who was away when a collection was replaced', () => {
  test('is told to start anew, though that itself was forgotten', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const conversationId = await ana.startDirect(bia);
    await letTimePass();
    const [after, since] = [await bia.eventCursor(), await databaseTime()];
    // As a backup is restored.
    const conversations = client.db().collection('conversations');
    const documents = await conversations.find().toArray();
    await conversations.drop();
    await conversations.insertMany(documents);
    await sendAll(
      ana,
      conversationId,
      Array.from({ length: 40 }, (_, n) => `later ${n}`),
    );
    await forget(since);
    expect(await (await bia.on(second).events(after)).end).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }],
    });
    const anew = await bia.on(second).events();
    await anew.next(isLive);
    await ana.send(conversationId, 'and on it goes');
    await anew.next(({ message }) => message?.text === 'and on it goes');
  });
});
