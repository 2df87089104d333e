import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventView, isRemoval } from '../testkit/documents.js';
import {
  addMembersDocument,
  createInvite,
  findGroup,
  joinGroupDocument,
  leaveGroupDocument,
  noticesOf,
  previewDocument,
  removeMemberDocument,
  rolesIn,
  seeGroup,
  setRoleDocument,
  unbanDocument,
} from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

/** Each race is run several times: one time proves little. */
const rounds = Array.from({ length: 8 }, (_, round) => round);

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

const ban = (person: Person, groupId: string, other: Person) =>
  person.request(removeMemberDocument, { groupId, userId: other.id, ban: true });
const bannedIn = async (person: Person, groupId: string) => (await seeGroup(person, groupId)).bannedUsers.map(({ id }) => id);

describe('who is banned', () => {
  test('is out at once, on every process, and hears nothing more', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia, caio);
    const streams = [await bia.events(), await bia.on(second).events()];
    for (const stream of streams) await stream.next(({ live }) => live === true);
    await ana.send(groupId, 'before');
    await ban(ana, groupId, bia);
    await ana.send(groupId, 'without bia');
    const direct = await caio.startDirect(bia);
    await caio.send(direct, 'later');
    for (const device of [bia, bia.on(second)]) {
      expect(await findGroup(device, groupId)).toBeNull();
      await expect(device.send(groupId, 'hello?')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const stream of streams) {
      await stream.next(({ message }) => message?.text === 'later');
      const told = stream.seen.filter((event) => [event.conversationId, event.message?.conversationId].includes(groupId));
      expect(told.findIndex(isRemoval)).toBe(told.length - 1);
      expect(JSON.stringify(told)).not.toContain('without bia');
    }
    expect(await noticesOf(caio, groupId, 'MEMBER_REMOVED')).toMatchObject([
      { notice: { actor: { id: ana.id }, subjects: [{ id: bia.id }] } },
    ]);
  });

  test('comes back neither by invite nor by being added, until the ban is lifted', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia);
    const { code } = await createInvite(ana, groupId);
    await ban(ana, groupId, bia);
    for (const device of [bia, bia.on(second)]) {
      expect(await device.refused(joinGroupDocument, { code })).toMatchObject({ code: 'FORBIDDEN' });
      expect(await device.request(previewDocument, { code })).toEqual({ invite: null });
    }
    const refusal = await ana.on(second).refused(addMembersDocument, { groupId, userIds: [caio.id, bia.id] });
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'userIds', reason: 'BANNED' });
    expect(await rolesIn(ana, groupId)).toEqual({ [ana.id]: 'OWNER' });
    expect(await bannedIn(ana.on(second), groupId)).toEqual([bia.id]);

    await ana.request(unbanDocument, { groupId, userId: bia.id });
    await ana.on(second).request(unbanDocument, { groupId, userId: bia.id });
    expect(await bannedIn(ana, groupId)).toEqual([]);
    expect(await findGroup(bia, groupId)).toBeNull();
    await bia.on(second).request(joinGroupDocument, { code });
    expect(await rolesIn(bia, groupId)).toEqual({ [ana.id]: 'OWNER', [bia.id]: 'MEMBER' });
    await ban(ana, groupId, bia);
    await ana.request(unbanDocument, { groupId, userId: bia.id });
    await ana.request(addMembersDocument, { groupId, userIds: [bia.id] });
    expect(await findGroup(bia, groupId)).toMatchObject({ memberCount: 2 });
  });

  test('may have left before, but must have been there', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia);
    const { code } = await createInvite(ana, groupId);
    await bia.request(leaveGroupDocument, { groupId });
    await ban(ana, groupId, bia);
    await ban(ana.on(second), groupId, bia);
    expect(await bannedIn(ana, groupId)).toEqual([bia.id]);
    expect(await bia.refused(joinGroupDocument, { code })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await noticesOf(ana, groupId, 'MEMBER_REMOVED')).toEqual([]);
    for (const userId of [caio.id, 'nobody', 'f'.repeat(24)])
      for (const document of [removeMemberDocument, unbanDocument])
        expect(await ana.refused(document, { groupId, userId, ban: true })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(removeMemberDocument, { groupId, userId: bia.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(removeMemberDocument, { groupId, userId: ana.id, ban: true })).toMatchObject({ reason: 'SELF' });
  });

  test('is told to those who manage the group, on every process', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia, caio);
    await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
    const { revision } = await seeGroup(ana, groupId);
    const events = await bia.on(second).events();
    await ban(ana, groupId, caio);
    const isNewer = (more: number) => (event: EventView) =>
      event.conversation?.id === groupId && event.conversation.revision === revision + more;
    await events.next(isNewer(1));
    expect(await bannedIn(bia, groupId)).toEqual([caio.id]);
    await bia.request(unbanDocument, { groupId, userId: caio.id });
    await events.next(isNewer(2));
  });
});

describe('who is an admin no more', () => {
  const everything = `id name invites { code } bannedUsers { id }`;
  const document = `subscription { events { __typename ... on CursorAdvanced { live } ... on ConversationChanged { conversation { ... on Group { ${everything} } } }
    ... on MessageChanged { message { text edits { text } } } } }`;

  test('is shown no invites, bans and earlier texts any more, on sockets that are open, on either process', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Trip', bia, caio);
    await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
    const { id } = await ana.send(groupId, 'the earlier text');
    const streams = [bia, bia.on(second)].map((device) => device.live<EventView>(document));
    await Promise.all(streams.map((stream) => stream.next(({ live }) => live === true)));
    const { code } = await createInvite(ana, groupId);
    for (const stream of streams) await stream.next((event) => JSON.stringify(event).includes(code));
    await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'MEMBER' });
    const before = streams.map(({ seen }) => seen.length);
    await ban(ana, groupId, caio);
    await ana.request(`mutation ($id: ID!) { editMessage(messageId: $id, text: "the later text") { id } }`, { id });
    for (const [index, stream] of streams.entries()) {
      await stream.next(({ message }) => message?.text === 'the later text');
      const later = JSON.stringify(stream.seen.slice(before[index]));
      expect(later).toContain('"invites":[],"bannedUsers":[]');
      expect(later).not.toContain(code);
      expect(later).not.toContain(caio.id);
      expect(later).not.toContain('the earlier text');
    }
    for (const device of [bia, bia.on(second)]) expect(await seeGroup(device, groupId)).toMatchObject({ invites: [], bannedUsers: [] });
  });
});

describe('at the same moment on two processes', () => {
  test('a ban and a way back in never leave somebody in who is banned', async () => {
    const { ana, bia, caio } = await people(first);
    for (const round of rounds) {
      const groupId = await ana.createGroup('Race', bia, caio);
      await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
      const { code } = await createInvite(ana, groupId);
      await caio.request(leaveGroupDocument, { groupId });
      const wayIn =
        round % 2 === 0
          ? caio.on(second).request(joinGroupDocument, { code })
          : bia.on(second).request(addMembersDocument, { groupId, userIds: [caio.id] });
      await Promise.allSettled([ban(ana, groupId, caio), wayIn]);
      const isBanned = (await bannedIn(ana, groupId)).includes(caio.id);
      const isIn = (await findGroup(caio, groupId)) !== null;
      expect(isBanned && isIn).toBe(false);
      await ban(ana, groupId, caio);
      expect(await findGroup(caio.on(second), groupId)).toBeNull();
    }
  });

  test('two owners who ban each other leave an owner who is in and not banned', async () => {
    const { ana, bia, caio } = await people(first);
    for (const _ of rounds) {
      const groupId = await ana.createGroup('Race', bia, caio);
      await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'OWNER' });
      await Promise.allSettled([ban(ana, groupId, bia), ban(bia.on(second), groupId, ana)]);
      const owners = Object.entries(await rolesIn(caio, groupId)).filter(([, role]) => role === 'OWNER');
      expect(owners.length).toBeGreaterThan(0);
      const owner = owners[0]?.[0] === ana.id ? ana : bia;
      expect(await bannedIn(owner, groupId)).not.toContain(owner.id);
    }
  });
});
