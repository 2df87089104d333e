import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conversationEventsDocument, createGroupDocument, eventsAbout, type EventView, isLive, isRemoval } from '../testkit/documents.js';
import {
  addMembersDocument,
  createInvite,
  deleteGroupDocument,
  findGroup,
  joinGroupDocument,
  leaveGroupDocument,
  setRoleDocument,
} from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const rounds = Array.from({ length: 8 }, (_, round) => round);

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

const deleteGroup = (person: Person, groupId: string) => person.request(deleteGroupDocument, { groupId });

/** How much the database holds of a group: documents by collection. */
async function remains(groupId: string): Promise<Record<string, number>> {
  const conversationId = new mongo.ObjectId(groupId);
  const names = ['messages', 'invites'];
  const count = (name: string) => client.db().collection(name).countDocuments({ conversationId });
  return Object.fromEntries(await Promise.all(names.map(async (name): Promise<[string, number]> => [name, await count(name)])));
}

/** The deletion was an hour ago, and the second process starts anew: a start sweeps. */
async function sweep(groupId: string): Promise<void> {
  const before = { $set: { unsweptSince: new Date(Date.now() - 60 * 60_000) } };
  const { modifiedCount } = await client
    .db()
    .collection('conversations')
    .updateOne({ _id: new mongo.ObjectId(groupId) }, before);
  expect(modifiedCount).toBe(1);
  await second.restart();
  await waitFor(
    async () => !('unsweptSince' in (await tombstoneOf(groupId))),
    () => 'a deleted group is not swept',
  );
  expect(await remains(groupId)).toEqual({ messages: 0, invites: 0 });
}

async function tombstoneOf(groupId: string): Promise<mongo.Document> {
  const tombstone = await client
    .db()
    .collection('conversations')
    .findOne({ _id: new mongo.ObjectId(groupId) });
  if (!tombstone) throw new Error('A deleted group leaves no tombstone.');
  return tombstone;
}

describe('a group that is deleted', () => {
  test('says so to every member, last of all, on all open sockets and processes', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia, caio);
    const direct = await ana.startDirect(bia);
    const other = await ana.startDirect(caio);
    const streams = await Promise.all([ana, bia, bia.on(second), caio.on(second)].map((device) => device.events()));
    const conversation = caio.live<EventView>(conversationEventsDocument, { conversationId: groupId });
    await Promise.all([...streams, conversation].map((stream) => stream.next(isLive)));
    await ana.send(groupId, 'before');
    expect(await deleteGroup(ana, groupId)).toEqual({ deleteGroup: true });
    for (const id of [direct, other]) await ana.send(id, 'later');
    for (const stream of streams) {
      await stream.next(({ message }) => message?.text === 'later');
      const told = eventsAbout(groupId, stream.seen);
      expect(told.map(({ message }) => message?.text)).toContain('before');
      expect(told.findIndex(isRemoval)).toBe(told.length - 1);
      expect(told.filter(({ __typename }) => __typename === 'MembersChanged')).toEqual([]);
    }
    expect(await conversation.end).toEqual({ kind: 'completed' });
    expect(conversation.seen.at(-1)).toMatchObject({ __typename: 'ConversationRemoved' });
  });

  test('is like one that never was, for everybody who was in it, on every process', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia);
    const { id: messageId } = await ana.send(groupId, 'secret');
    const { code } = await createInvite(ana, groupId);
    await ana.request(`mutation ($id: ID!) { setConversationPreferences(input: { conversationId: $id, pinned: true }) { id } }`, {
      id: groupId,
    });
    await deleteGroup(ana, groupId);
    for (const device of [ana, ana.on(second), bia, bia.on(second), caio]) {
      expect(await findGroup(device, groupId)).toBeNull();
      expect(await device.request('query ($id: ID!) { message(id: $id) { text } }', { id: messageId })).toEqual({ message: null });
      expect(await device.request('{ conversations { edges { node { id } } } pinnedConversations { id } viewer { unreadTotal } }')).toEqual(
        {
          conversations: { edges: [] },
          pinnedConversations: [],
          viewer: { unreadTotal: 0 },
        },
      );
      await expect(device.send(groupId, 'hello?')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await device.refused(joinGroupDocument, { code })).toMatchObject({ code: 'NOT_FOUND' });
      for (const document of [leaveGroupDocument, deleteGroupDocument])
        expect(await device.refused(document, { groupId })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await device.refused(addMembersDocument, { groupId, userIds: [caio.id] })).toMatchObject({ code: 'NOT_FOUND' });
      const events = device.live(conversationEventsDocument, { conversationId: groupId });
      expect(await events.end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    }
  });

  test('is heard of by who was away, and nothing that was said in it', async () => {
    const { ana, bia } = await people(first);
    const groupId = await ana.createGroup('Trip', bia);
    const direct = await ana.startDirect(bia);
    const after = await bia.eventCursor();
    await ana.send(groupId, 'while bia is away');
    await deleteGroup(ana, groupId);
    await ana.send(direct, 'later');
    for (const device of [bia, bia.on(second)]) {
      const stream = await device.events(after);
      await stream.next(({ message }) => message?.text === 'later');
      expect(eventsAbout(groupId, stream.seen).map(({ __typename }) => __typename)).toEqual(['ConversationRemoved']);
    }
  });

  test('takes all that was in it along', async () => {
    const { ana, bia } = await people(first);
    const groupId = await ana.createGroup('Trip', bia);
    const kept = await ana.createGroup('Kept', bia);
    await Promise.all(Array.from({ length: 30 }, (_, index) => bia.send(groupId, `message ${index}`)));
    await bia.send(kept, 'stays');
    await createInvite(ana, groupId);
    await createInvite(ana, kept);
    await deleteGroup(ana, groupId);
    // The end has a place behind all that was said: whoever sends from a process that has not heard of it meets it there, and is refused.
    const newest = await client
      .db()
      .collection('messages')
      .findOne({ conversationId: new mongo.ObjectId(groupId) }, { sort: { seq: -1 } });
    expect(newest).toMatchObject({ seq: 32, kind: 'MEMBER_LEFT', authorId: null });
    await sweep(groupId);
    expect(await tombstoneOf(groupId)).not.toHaveProperty('name');
    expect(await remains(kept)).toEqual({ messages: 2, invites: 1 });
    expect(await findGroup(bia, kept)).toMatchObject({ memberCount: 2, lastSeq: 2 });
  });

  test('is not made again by repeating its creation', async () => {
    const { ana, bia } = await people(first);
    const input = { name: 'Once', memberIds: [bia.id], clientId: randomUUID() };
    const { createGroup } = await ana.request<{ createGroup: { id: string } }>(createGroupDocument, { input });
    await deleteGroup(ana, createGroup.id);
    expect(await ana.on(second).refused(createGroupDocument, { input })).toMatchObject({ code: 'NOT_FOUND' });
    await sweep(createGroup.id);
    expect(await ana.refused(createGroupDocument, { input })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await findGroup(bia, createGroup.id)).toBeNull();
  });

  test('is finished by the next start where a crash came in between', async () => {
    const { ana, bia } = await people(first);
    const groupId = await ana.createGroup('Half', bia);
    await ana.send(groupId, 'secret');
    const events = await bia.events();
    await events.next(isLive);
    // What a crash right after the mark leaves.
    const mark = { deletedAt: new Date(), unsweptSince: new Date() };
    await client
      .db()
      .collection('conversations')
      .updateOne({ _id: new mongo.ObjectId(groupId) }, { $set: mark });
    expect(await findGroup(bia, groupId)).toBeNull();
    expect(await ana.refused(deleteGroupDocument, { groupId })).toMatchObject({ code: 'NOT_FOUND' });
    await second.restart();
    expect(await events.next(isRemoval)).toMatchObject({ conversationId: groupId });
    await sweep(groupId);
  });
});

describe('at the same moment on two processes', () => {
  test('what is sent into a group that is being deleted is refused or vanishes with it', async () => {
    const { ana, bia, caio } = await people(first);
    const direct = await ana.startDirect(bia);
    const groups: string[] = [];
    const events = await bia.on(second).events();
    await events.next(isLive);
    for (const _ of rounds) {
      const groupId = await ana.createGroup('Race', bia, caio);
      groups.push(groupId);
      const sends = [bia, bia.on(second), caio.on(second)].flatMap((device) => [1, 2, 3].map((n) => device.send(groupId, `race ${n}`)));
      const [deleted] = await Promise.allSettled([deleteGroup(ana, groupId), ...sends]);
      expect(deleted).toMatchObject({ status: 'fulfilled' });
      await expect(bia.on(second).send(groupId, 'too late')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await findGroup(bia.on(second), groupId)).toBeNull();
    }
    await ana.send(direct, 'later');
    await events.next(({ message }) => message?.text === 'later');
    for (const groupId of groups) {
      const told = eventsAbout(groupId, events.seen);
      expect(told.findIndex(isRemoval)).toBe(told.length - 1);
    }
    for (const groupId of groups.slice(0, 2)) await sweep(groupId);
  });

  test('nobody stays behind who is added, or joins, while it is deleted', async () => {
    const { ana, bia, caio, duda } = await people(first, 'ana', 'bia', 'caio', 'duda');
    for (const _ of rounds) {
      const groupId = await ana.createGroup('Race', bia);
      await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
      const { code } = await createInvite(ana, groupId);
      await Promise.allSettled([
        deleteGroup(ana, groupId),
        bia.on(second).request(addMembersDocument, { groupId, userIds: [caio.id] }),
        duda.on(second).request(joinGroupDocument, { code }),
      ]);
      for (const device of [ana, bia, caio, duda]) expect(await findGroup(device.on(second), groupId)).toBeNull();
      const present = { conversationId: new mongo.ObjectId(groupId), leftAt: null };
      expect(await client.db().collection('members').countDocuments(present)).toBe(0);
    }
  });
});

describe('a group that its last member leaves', () => {
  test('is marked as deleted before that membership ends, so that a crash in between is swept', async () => {
    const { ana, bia } = await people(first);
    const groupId = await ana.createGroup('Alone', bia);
    await bia.request(leaveGroupDocument, { groupId });
    const _id = new mongo.ObjectId(groupId);
    const changes = client.db().watch([{ $match: { operationType: 'update' } }]);
    await changes.tryNext();
    await ana.request(leaveGroupDocument, { groupId });
    const seen: string[] = [];
    while (seen.length < 2) {
      const change = await changes.next();
      if (change.operationType !== 'update') continue;
      const fields = change.updateDescription.updatedFields ?? {};
      if (_id.equals(change.documentKey._id) && 'deletedAt' in fields) seen.push('deleted');
      if (String(change.documentKey._id) === `${groupId}:${ana.id}` && 'leftAt' in fields) seen.push('left');
    }
    await changes.close();
    expect(seen).toEqual(['deleted', 'left']);
    await sweep(groupId);
  });

  test('is gone as if it was deleted', async () => {
    const { ana, bia } = await people(first);
    const groupId = await ana.createGroup('Alone', bia);
    const { code } = await createInvite(ana, groupId);
    await bia.request(leaveGroupDocument, { groupId });
    await ana.request(leaveGroupDocument, { groupId });
    expect(await bia.on(second).refused(joinGroupDocument, { code })).toMatchObject({ code: 'NOT_FOUND' });
    await sweep(groupId);
  });

  test('lets nobody in who joins at that moment, or keeps its owner', async () => {
    const { ana, bia } = await people(first);
    for (const _ of rounds) {
      const groupId = await ana.createGroup('Race');
      const { code } = await createInvite(ana, groupId);
      await Promise.allSettled([ana.request(leaveGroupDocument, { groupId }), bia.on(second).request(joinGroupDocument, { code })]);
      const group = await findGroup(bia, groupId);
      if (group) expect(group.members.edges.map(({ node }) => node.role)).toContain('OWNER');
    }
  });
});
