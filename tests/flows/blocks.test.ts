import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createGroupDocument,
  type EventView,
  isLive,
  type MessageView,
  sendMessageDocument,
  startDirectDocument,
} from '../testkit/documents.js';
import {
  addMembersDocument,
  createInvite,
  findGroup,
  joinGroupDocument,
  leaveGroupDocument,
  rolesIn,
  setRoleDocument,
} from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const blockDocument = `mutation ($userId: ID!) { blockUser(userId: $userId) { id } }`;
const unblockDocument = `mutation ($userId: ID!) { unblockUser(userId: $userId) { id } }`;
const blockedUsersDocument = `{ viewer { blockedUsers { id } } }`;
const editDocument = `mutation ($messageId: ID!) { editMessage(messageId: $messageId, text: "changed") { id } }`;
const deleteDocument = `mutation ($messageId: ID!) { deleteMessage(messageId: $messageId) { id } }`;
const addReactionDocument = `mutation ($messageId: ID!, $emoji: String!) { addReaction(messageId: $messageId, emoji: $emoji) { id } }`;
const removeReactionDocument = `mutation ($messageId: ID!, $emoji: String!) { removeReaction(messageId: $messageId, emoji: $emoji) { id } }`;
const pinDocument = `mutation ($messageId: ID!) { pinMessage(messageId: $messageId) { id } }`;
const unpinDocument = `mutation ($messageId: ID!) { unpinMessage(messageId: $messageId) { id } }`;
const historyDocument = `query ($id: ID!) { conversation(id: $id) { lastSeq messages(last: 10) { edges { node { text } } } } }`;
const typingDocument = `subscription { typing { conversationId typing } }`;
const setTypingDocument = `mutation ($conversationId: ID!) { setTyping(conversationId: $conversationId, typing: true) }`;
const viewerEventsDocument = `subscription ($after: Cursor) { events(after: $after) { __typename cursor
  ... on ViewerChanged { viewer { blockedUsers { id } } } ... on MessageAdded { message { text } } ... on CursorAdvanced { live } } }`;

const refusal = { code: 'FORBIDDEN', message: 'You cannot write to this person.' };
const cannotAdd = { code: 'FORBIDDEN', reason: 'CANNOT_ADD' };

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

const block = (person: Person, other: Person) => person.request(blockDocument, { userId: other.id });
const unblock = (person: Person, other: Person) => person.request(unblockDocument, { userId: other.id });
const messageInput = (conversationId: string, text: string) => ({ input: { conversationId, text, clientId: randomUUID() } });
const refusedSend = (person: Person, conversationId: string) => person.refused(sendMessageDocument, messageInput(conversationId, 'no'));
const textsOf = async (person: Person, id: string) => {
  const { conversation } = await person.request<{ conversation: { messages: { edges: { node: { text: string } }[] } } }>(historyDocument, {
    id,
  });
  return conversation.messages.edges.map(({ node }) => node.text);
};

/** Ana and bia with a direct conversation in which each has written, and a group with both. Devices `…There` are on the other process. */
async function friends() {
  const { ana, bia } = await people(first, 'ana', 'bia');
  const direct = await ana.startDirect(bia);
  const byAna = await ana.send(direct, 'from ana');
  const byBia = await bia.send(direct, 'from bia');
  return {
    ana,
    bia,
    biaThere: bia.on(second),
    anaThere: ana.on(second),
    direct,
    byAna,
    byBia,
    groupId: await ana.createGroup('Trip', bia),
  };
}

describe('once ana has blocked bia', () => {
  test('neither writes to the other, on either process, over HTTP and on sockets that are open', async () => {
    const { ana, bia, anaThere, biaThere, direct } = await friends();
    const open = await biaThere.events();
    await open.next(isLive);
    await block(ana, bia);
    for (const person of [bia, biaThere, ana, anaThere]) {
      expect(await refusedSend(person, direct)).toMatchObject(refusal);
      const overSocket = person.live<MessageView>(sendMessageDocument, messageInput(direct, 'no'));
      expect(await overSocket.end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'FORBIDDEN' } }] });
      const other = person.id === ana.id ? bia : ana;
      expect(await person.refused(startDirectDocument, { userId: other.id })).toMatchObject(refusal);
    }
    // What was said before stays.
    expect(await textsOf(biaThere, direct)).toEqual(['from ana', 'from bia']);
  });

  test('a stranger to the conversation learns nothing of it', async () => {
    const { ana, bia, direct } = await friends();
    const { caio } = await people(first, 'caio');
    await block(ana, bia);
    expect(await refusedSend(caio, direct)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the first send on the other process after the block is refused, every time', async () => {
    const { ana, bia, biaThere, direct } = await friends();
    for (let round = 0; round < 15; round += 1) {
      await biaThere.send(direct, `round ${round}`);
      await block(ana, bia);
      expect(await refusedSend(biaThere, direct)).toMatchObject(refusal);
      await unblock(ana, bia);
    }
    await biaThere.send(direct, 'the end');
    expect((await textsOf(ana, direct)).at(-1)).toBe('the end');
  });

  test('a send that was stored before is answered with the stored message, and nothing else is stored', async () => {
    const { ana, bia, anaThere, direct, byBia } = await friends();
    const input = { conversationId: direct, text: 'its answer is lost', clientId: randomUUID() };
    const inputs = [input, { ...input, text: 'a reply', replyToId: byBia.id, clientId: randomUUID() }];
    const send = async (person: Person, sent: object) =>
      (await person.request<{ sendMessage: MessageView }>(sendMessageDocument, { input: sent })).sendMessage;
    const stored = [await send(ana, inputs[0] ?? {}), await send(ana, inputs[1] ?? {})];
    await block(bia, ana);
    await bia.request(deleteDocument, { messageId: byBia.id });
    for (const device of [ana, anaThere]) {
      const [refused, ...again] = await Promise.all([refusedSend(device, direct), ...inputs.map((sent) => send(device, sent))]);
      expect(refused).toMatchObject(refusal);
      expect(again).toEqual(stored);
      const other = await device.refused(sendMessageDocument, { input: { ...input, text: 'something else' } });
      expect(other).toMatchObject({ code: 'CONFLICT', field: 'clientId' });
    }
    expect(await textsOf(bia, direct)).toEqual(['from ana', '', 'its answer is lost', 'a reply']);
  });

  test('of many sends under way, none that comes after it is stored', async () => {
    const { ana, bia, biaThere, direct } = await friends();
    let isBlocked = false;
    const outcomes: { readonly startedAfter: boolean; readonly stored: boolean }[] = [];
    const sending = Array.from({ length: 8 }, async () => {
      for (let stored = true; stored;) {
        const startedAfter = isBlocked;
        stored = await biaThere.send(direct, 'quick').then(
          () => true,
          () => false,
        );
        outcomes.push({ startedAfter, stored });
      }
    });
    await waitFor(
      () => outcomes.length > 20,
      () => 'nothing is sent',
    );
    await block(ana, bia);
    isBlocked = true;
    await Promise.all(sending);
    expect(outcomes.filter(({ startedAfter, stored }) => startedAfter && stored)).toEqual([]);
    expect(outcomes.filter(({ stored }) => !stored)).toHaveLength(sending.length);
  });

  test('neither edits, reacts or pins there, but may take back', async () => {
    const { ana, bia, biaThere, direct, byAna, byBia } = await friends();
    await bia.request(addReactionDocument, { messageId: byAna.id, emoji: '👍' });
    await bia.request(pinDocument, { messageId: byAna.id });
    await block(ana, bia);
    for (const person of [bia, biaThere]) {
      expect(await person.refused(editDocument, { messageId: byBia.id })).toMatchObject(refusal);
      expect(await person.refused(addReactionDocument, { messageId: byAna.id, emoji: '❤️' })).toMatchObject(refusal);
      expect(await person.refused(pinDocument, { messageId: byBia.id })).toMatchObject(refusal);
    }
    expect(await ana.refused(editDocument, { messageId: byAna.id })).toMatchObject(refusal);
    expect(await ana.refused(addReactionDocument, { messageId: byBia.id, emoji: '👍' })).toMatchObject(refusal);
    await bia.request(removeReactionDocument, { messageId: byAna.id, emoji: '👍' });
    await bia.request(unpinDocument, { messageId: byAna.id });
    await bia.request(deleteDocument, { messageId: byBia.id });
    expect(await textsOf(ana, direct)).toEqual(['from ana', '']);
  });

  test('typing in their conversation is not told, and no error says why', async () => {
    const { ana, bia, biaThere, anaThere, direct, groupId } = await friends();
    const atAna = anaThere.live<{ conversationId: string }>(typingDocument);
    await waitFor(
      async () => (await bia.request(setTypingDocument, { conversationId: groupId })) && atAna.seen.length > 0,
      () => 'typing does not begin',
    );
    await block(ana, bia);
    await biaThere.request(setTypingDocument, { conversationId: direct });
    const before = atAna.seen.length;
    await biaThere.request(setTypingDocument, { conversationId: groupId });
    await atAna.until((seen) => seen.length > before);
    expect(atAna.seen.map(({ conversationId }) => conversationId)).not.toContain(direct);
  });

  test('groups go on as they were', async () => {
    const { ana, bia, anaThere, biaThere, groupId } = await friends();
    await block(ana, bia);
    const message = await biaThere.send(groupId, 'to all');
    await anaThere.request(addReactionDocument, { messageId: message.id, emoji: '👍' });
    await ana.send(groupId, 'and back');
  });

  test('neither brings the other into a group, new or old, on either process', async () => {
    const { ana, bia, anaThere, biaThere } = await friends();
    const { caio } = await people(first, 'caio');
    const groups = { [ana.id]: await ana.createGroup('Of ana'), [bia.id]: await bia.createGroup('Of bia') };
    await block(ana, bia);
    for (const [person, other] of [
      [bia, ana],
      [biaThere, ana],
      [ana, bia],
      [anaThere, bia],
    ] as const) {
      const groupId = groups[person.id] ?? '';
      const memberIds = [caio.id, other.id];
      expect(await person.refused(addMembersDocument, { groupId, userIds: memberIds })).toMatchObject(cannotAdd);
      expect(await person.refused(createGroupDocument, { input: { name: 'Come here', memberIds } })).toMatchObject(cannotAdd);
      // Nobody of them was added.
      expect(Object.keys(await rolesIn(person, groupId))).toEqual([person.id]);
    }
    await unblock(ana, bia);
    await bia.request(addMembersDocument, { groupId: groups[bia.id], userIds: [ana.id, caio.id] });
    expect(Object.keys(await rolesIn(ana, groups[bia.id] ?? ''))).toHaveLength(3);
  });

  test('whoever cannot add somebody is told whom they have blocked themselves, and never who has blocked them', async () => {
    const { ana, bia } = await friends();
    const { caio, davi } = await people(first, 'caio', 'davi');
    const groupId = await ana.createGroup('Of ana');
    const refusals = async (...others: Person[]) => {
      const memberIds = others.map(({ id }) => id);
      return [
        await ana.refused(addMembersDocument, { groupId, userIds: memberIds }),
        await ana.refused(createGroupDocument, { input: { name: 'Come here', memberIds } }),
      ];
    };
    await block(bia, ana);
    for (const refused of await refusals(bia, caio, davi)) {
      expect(refused).toMatchObject(cannotAdd);
      expect(refused).not.toHaveProperty('blockedUserIds');
    }
    await block(ana, caio);
    await block(ana, davi);
    const [own] = await refusals(caio, davi);
    expect(own).toMatchObject({ ...cannotAdd, blockedUserIds: [caio.id, davi.id] });
    // Whether one of the others has blocked her changes nothing of it.
    for (const refused of await refusals(bia, caio, davi)) expect(refused).toEqual(own);
    // Where both have, she is told of her own.
    await block(ana, bia);
    for (const refused of await refusals(bia)) expect(refused).toMatchObject({ ...cannotAdd, blockedUserIds: [bia.id] });
    // Whom somebody has blocked is for sessions alone.
    const { createAccessToken } = await ana.request<{ createAccessToken: { secret: string } }>(
      'mutation { createAccessToken(input: { name: "A program", scopes: [READ, WRITE] }) { secret } }',
    );
    const program = ana.on(first);
    program.accessToken = createAccessToken.secret;
    const refused = await program.refused(addMembersDocument, { groupId, userIds: [caio.id] });
    expect(refused).toMatchObject(cannotAdd);
    expect(refused).not.toHaveProperty('blockedUserIds');
  });

  test('who has left a group is not brought back by the other, and comes back by an invite', async () => {
    const { ana, bia } = await friends();
    const groupId = await bia.createGroup('Trip', ana);
    await ana.request(leaveGroupDocument, { groupId });
    await block(ana, bia);
    expect(await bia.refused(addMembersDocument, { groupId, userIds: [ana.id] })).toMatchObject(cannotAdd);
    const { code } = await createInvite(bia, groupId);
    await ana.request(joinGroupDocument, { code });
    expect(await rolesIn(bia, groupId)).toEqual({ [bia.id]: 'OWNER', [ana.id]: 'MEMBER' });
  });

  test('others bring both into a group, and who is there already is skipped as ever', async () => {
    const { ana, bia } = await friends();
    const { caio } = await people(first, 'caio');
    await block(ana, bia);
    const groupId = await caio.createGroup('Of caio', ana, bia);
    await caio.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
    expect(await bia.request(addMembersDocument, { groupId, userIds: [ana.id] })).toEqual({ addMembers: { memberCount: 3 } });
  });

  test('a group that was made before is answered again, and one that was refused can be made without the other', async () => {
    const { ana, bia } = await friends();
    const input = { clientId: randomUUID(), name: 'Trip', memberIds: [ana.id] };
    const make = async (made: object) =>
      (await bia.request<{ createGroup: { id: string } }>(createGroupDocument, { input: made })).createGroup.id;
    const groupId = await make(input);
    await block(ana, bia);
    expect(await make(input)).toBe(groupId);
    const refused = { ...input, clientId: randomUUID() };
    expect(await bia.refused(createGroupDocument, { input: refused })).toMatchObject(cannotAdd);
    const alone = await make({ ...refused, memberIds: [] });
    expect(await findGroup(ana, alone)).toBeNull();
    // Many at once, under one clientId: whichever makes the group, it is without her.
    const clientId = randomUUID();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => make({ ...input, clientId, memberIds: index % 2 ? [ana.id] : [] })),
    );
    const made = new Set(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
    expect(made.size).toBe(1);
    for (const id of made) expect(await rolesIn(bia, id)).toEqual({ [bia.id]: 'OWNER' });
  });

  test('her other devices hear of it, and bia hears nothing', async () => {
    const { ana, bia, anaThere, biaThere, groupId } = await friends();
    const atAna = anaThere.live<EventView & { readonly viewer?: { blockedUsers: { id: string }[] } }>(viewerEventsDocument, {
      after: await ana.eventCursor(),
    });
    const atBia = biaThere.live<EventView>(viewerEventsDocument, { after: await bia.eventCursor() });
    await block(ana, bia);
    const told = await atAna.next(({ __typename }) => __typename === 'ViewerChanged');
    expect(told.viewer?.blockedUsers).toEqual([{ id: bia.id }]);
    await unblock(ana, bia);
    expect((await atAna.next(({ __typename }) => __typename === 'ViewerChanged')).viewer?.blockedUsers).toEqual([]);
    await ana.send(groupId, 'later');
    await atBia.next(({ message }) => message?.text === 'later');
    expect(atBia.seen.map(({ __typename }) => __typename)).not.toContain('ViewerChanged');
    expect(await bia.request(blockedUsersDocument)).toEqual({ viewer: { blockedUsers: [] } });
  });

  test('it takes both to unblock where both have blocked', async () => {
    const { ana, bia, direct } = await friends();
    await Promise.all([block(ana, bia), block(bia, ana)]);
    await unblock(ana, bia);
    expect(await refusedSend(ana, direct)).toMatchObject(refusal);
    await unblock(bia, ana);
    await ana.send(direct, 'friends again');
    expect(await bia.startDirect(ana)).toBe(direct);
  });
});

describe('blocking', () => {
  test('may be repeated, at once and later, and so may unblocking', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    await Promise.all([ana, ana.on(second), ana].map((device) => block(device, bia)));
    expect(await ana.request(blockedUsersDocument)).toEqual({ viewer: { blockedUsers: [{ id: bia.id }] } });
    await unblock(ana, bia);
    await unblock(ana, bia);
    expect(await ana.request(blockedUsersDocument)).toEqual({ viewer: { blockedUsers: [] } });
  });

  test('keeps people who share nothing from starting a conversation', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    await block(ana, bia);
    expect(await bia.on(second).refused(startDirectDocument, { userId: ana.id })).toMatchObject(refusal);
    expect(await ana.refused(startDirectDocument, { userId: bia.id })).toMatchObject(refusal);
  });

  test('is refused for oneself, for nobody, and for a 1,001st', async () => {
    const { ana, bia, caio } = await people(first);
    expect(await ana.refused(blockDocument, { userId: ana.id })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'userId', reason: 'SELF' });
    expect(await ana.refused(blockDocument, { userId: 'nobody' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(unblockDocument, { userId: '0'.repeat(24) })).toMatchObject({ code: 'NOT_FOUND' });
    // A thousand sign-ups would take minutes: what they would have left behind is written directly.
    const blockerId = new mongo.ObjectId(ana.id);
    const blocks = Array.from({ length: 999 }, () => {
      const blockedId = new mongo.ObjectId();
      return { _id: `${ana.id}:${blockedId.toHexString()}`, blockerId, blockedId, createdAt: new Date() };
    });
    await client.db().collection<(typeof blocks)[number]>('blocks').insertMany(blocks);
    await block(ana, bia);
    expect(await ana.refused(blockDocument, { userId: caio.id })).toMatchObject({ code: 'CONFLICT', field: 'userId', reason: 'TOO_MANY' });
    await block(ana, bia);
    await caio.startDirect(ana);
  });
});
