import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventView } from '../testkit/documents.js';
import {
  addMembersDocument,
  createInvite,
  createInviteDocument,
  deleteGroupDocument,
  findGroup,
  joinGroupDocument,
  leaveGroupDocument,
  noticesOf,
  previewDocument,
  removeMemberDocument,
  revokeInviteDocument,
  seeGroup,
  setRoleDocument,
  type GroupView,
} from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const dayMs = 24 * 60 * 60_000;
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

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

const join = (person: Person, code: string) => person.request(joinGroupDocument, { code });
const preview = (person: Person, code: string) => person.request<{ invite: unknown }>(previewDocument, { code });
/** Of the open invites. */
async function usesLeft(person: Person, id: string): Promise<(number | null)[]> {
  const document = 'query ($id: ID!) { conversation(id: $id) { __typename ... on Group { invites { usesLeft } } } }';
  const { conversation } = await person.request<{ conversation: Pick<GroupView, 'invites'> }>(document, { id });
  return conversation.invites.map((invite) => invite.usesLeft);
}
/** Takes a use for somebody who never was in the group, and nothing more: what a crash right after it leaves. */
async function claim(code: string, { id }: Person): Promise<void> {
  const invites = client.db().collection<{ code: string; uses: number; claims: string[] }>('invites');
  const { modifiedCount } = await invites.updateOne({ code, uses: 0 }, { $inc: { uses: 1 }, $push: { claims: `${id}:0` } });
  expect(modifiedCount).toBe(1);
}
const isAbout = (groupId: string) => (event: EventView) => event.__typename === 'ConversationChanged' && event.conversation?.id === groupId;
/** Each on one of the two processes, in turn. */
const spread = (persons: readonly Person[]) => persons.map((person, index) => (index % 2 ? person.on(second) : person));

describe('an invite', () => {
  test('has a code that nobody guesses, a link, and lasts a week unless told otherwise', async () => {
    const { ana, bia } = await people(first);
    const groupId = await ana.createGroup('Trip', bia);
    const invite = await createInvite(ana, groupId);
    expect(invite).toMatchObject({ createdBy: { id: ana.id }, usesLeft: null, url: `${first.url}/invite/${invite.code}` });
    expect(invite.code).toMatch(/^[2-9A-HJ-NP-Za-km-z]{16}$/);
    const lifetime = Date.parse(invite.expiresAt ?? '') - Date.now();
    expect(Math.round(lifetime / dayMs)).toBe(7);
    expect(await createInvite(ana, groupId, { expiresAt: null, maxUses: null })).toMatchObject({ expiresAt: null, usesLeft: null });
    const limited = await createInvite(ana, groupId, { expiresAt: inMs(360 * dayMs), maxUses: 10_000 });
    expect(limited.usesLeft).toBe(10_000);
    expect(new Set((await seeGroup(ana, groupId)).invites.map(({ code }) => code)).size).toBe(3);
    expect((await seeGroup(ana.on(second), groupId)).invites[0]).toEqual({ ...limited, url: `${second.url}/invite/${limited.code}` });
  });

  test.each([
    ['that has expired already', { expiresAt: '2020-01-01T00:00:00.000Z' }, 'expiresAt'],
    ['that lasts longer than a year', { expiresAt: inMs(400 * dayMs) }, 'expiresAt'],
    ['for nobody', { maxUses: 0 }, 'maxUses'],
    ['for more than there can be', { maxUses: 10_001 }, 'maxUses'],
  ])('%s is refused', async (_, choice, field) => {
    const { ana } = await people(first, 'ana');
    const groupId = await ana.createGroup('Trip');
    const refusal = await ana.refused(createInviteDocument, { groupId, ...choice });
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', field, reason: 'OUT_OF_RANGE' });
    expect((await seeGroup(ana, groupId)).invites).toEqual([]);
  });

  test('is one of at most 20 open ones, also when many are made at once on two processes', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const groupId = await ana.createGroup('Many', bia);
    await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
    const makers = spread(Array.from({ length: 26 }, (_, index) => (index % 4 < 2 ? ana : bia)));
    const made = await Promise.allSettled(makers.map((maker) => createInvite(maker, groupId, { maxUses: 1 })));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const { invites } = await seeGroup(ana, groupId);
    expect(invites).toHaveLength(20);
    const full = { code: 'CONFLICT', field: 'groupId', reason: 'TOO_MANY' };
    expect(await ana.on(second).refused(createInviteDocument, { groupId })).toMatchObject(full);

    const { caio } = await people(first, 'caio');
    const [revoked, used] = invites;
    await ana.request(revokeInviteDocument, { id: revoked?.id });
    await join(caio, used?.code ?? '');
    expect((await seeGroup(ana, groupId)).invites).toHaveLength(18);
    await createInvite(ana, groupId);
    await createInvite(bia.on(second), groupId);
    expect(await ana.refused(createInviteDocument, { groupId })).toMatchObject(full);
  });

  test('shows itself to whoever has the code, signed in or not, and to nobody else', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Reading circle', bia);
    const { code } = await createInvite(ana, groupId);
    const shown = { groupName: 'Reading circle', memberCount: 2 };
    expect(await requestGraphQL(second, previewDocument, { code: ` ${code}\n` })).toEqual({ invite: { ...shown, groupId: null } });
    expect(await preview(caio, code)).toEqual({ invite: { ...shown, groupId: null } });
    expect(await preview(bia.on(second), code)).toEqual({ invite: { ...shown, groupId } });
    for (const unknown of ['', 'x', code.slice(1), code.toLowerCase().replace(/./, '2'), '{"$ne":null}', `${code}${code}`]) {
      expect(await preview(caio, unknown)).toEqual({ invite: null });
      expect(await caio.refused(joinGroupDocument, { code: unknown })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await refusalOf(requestGraphQL(first, joinGroupDocument, { code }))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('that was revoked, is past its date or used up says so, on every process, and lets nobody in', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Closed');
    const revoked = await createInvite(ana, groupId);
    const expired = await createInvite(ana, groupId, { expiresAt: inMs(1_500) });
    const usedUp = await createInvite(ana, groupId, { maxUses: 1 });
    expect(await ana.request(revokeInviteDocument, { id: revoked.id })).toEqual({ revokeInvite: true });
    expect(await ana.on(second).request(revokeInviteDocument, { id: revoked.id })).toEqual({ revokeInvite: true });
    await join(bia, usedUp.code);
    await waitFor(
      async () => (await seeGroup(ana, groupId)).invites.length === 0,
      () => 'an invite does not expire',
    );
    for (const [invite, code] of [
      [revoked, 'INVITE_REVOKED'],
      [expired, 'INVITE_EXPIRED'],
      [usedUp, 'INVITE_USED_UP'],
    ] as const) {
      for (const device of [caio, caio.on(second)]) {
        expect(await device.refused(previewDocument, { code: invite.code })).toMatchObject({ code });
        expect(await device.refused(joinGroupDocument, { code: invite.code })).toMatchObject({ code });
      }
      expect(await refusalOf(requestGraphQL(second, previewDocument, { code: invite.code }))).toMatchObject({ code });
      // A member comes back to the link that let them in.
      expect(await preview(bia, invite.code)).toMatchObject({ invite: { groupId } });
    }
    expect((await seeGroup(ana, groupId)).memberCount).toBe(2);
  });
});

describe('joining by an invite', () => {
  test('makes a plain member who sees the whole history, and is told once to everybody', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Open house', bia);
    await ana.send(groupId, 'before you came');
    const { code } = await createInvite(ana, groupId, { maxUses: 3 });
    const [atBia, atCaio] = [await bia.on(second).events(), await caio.on(second).events()];
    for (const stream of [atBia, atCaio]) await stream.next(({ live }) => live === true);
    expect(await join(caio, code)).toMatchObject({
      joinGroup: { id: groupId, memberCount: 3, viewerState: { role: 'MEMBER', unreadCount: 0 } },
    });
    await atCaio.next(isAbout(groupId));
    const told = await atBia.next(({ __typename }) => __typename === 'MembersChanged');
    expect(told).toMatchObject({ conversationId: groupId, changed: [{ role: 'MEMBER', user: { id: caio.id } }], memberCount: 3 });
    const notices = await noticesOf(caio, groupId, 'MEMBER_JOINED');
    expect(notices).toEqual([{ kind: 'MEMBER_JOINED', notice: { actor: { id: caio.id }, subjects: [] } }]);
    expect(await usesLeft(ana, groupId)).toEqual([2]);
    expect(await findGroup(caio, groupId)).toMatchObject({ invites: [], bannedUsers: [] });
  });

  test('lets exactly as many in as it says, however many come at once to two processes', async () => {
    const { ana, bia } = await people(first);
    const crowd = Object.values(await people(first, 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11', 'c12'));
    for (const maxUses of [1, 5]) {
      const groupId = await ana.createGroup('Few seats', bia);
      const { code } = await createInvite(ana, groupId, { maxUses });
      const outcomes = await Promise.allSettled(spread(crowd).map((person) => join(person, code)));
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expect(refused).toHaveLength(crowd.length - maxUses);
      for (const reason of refused) expect(reason).toMatchObject({ code: 'INVITE_USED_UP' });
      expect((await seeGroup(ana, groupId)).memberCount).toBe(2 + maxUses);
      expect(await noticesOf(ana, groupId, 'MEMBER_JOINED')).toHaveLength(maxUses);
      expect(await usesLeft(ana, groupId)).toEqual([]);
    }
  });

  test('again, and ten times at once, spends one use and tells it once', async () => {
    const { ana, caio } = await people(first);
    const groupId = await ana.createGroup('Once');
    const { code } = await createInvite(ana, groupId, { maxUses: 2 });
    await Promise.all(spread(Array.from({ length: 10 }, () => caio)).map((device) => join(device, code)));
    await join(caio, code);
    await join(ana, code);
    expect(await usesLeft(ana, groupId)).toEqual([1]);
    expect(await noticesOf(ana, groupId, 'MEMBER_JOINED')).toHaveLength(1);
    expect((await seeGroup(ana, groupId)).memberCount).toBe(2);
  });

  test('after leaving spends another use, and is refused where there is none', async () => {
    const { ana, caio } = await people(first);
    const groupId = await ana.createGroup('Twice');
    const { code } = await createInvite(ana, groupId, { maxUses: 2 });
    for (const round of [1, 2]) {
      await join(caio, code);
      expect(await noticesOf(ana, groupId, 'MEMBER_JOINED')).toHaveLength(round);
      await caio.request(leaveGroupDocument, { groupId });
    }
    expect(await caio.on(second).refused(joinGroupDocument, { code })).toMatchObject({ code: 'INVITE_USED_UP' });
    expect(await findGroup(caio, groupId)).toBeNull();
    // Nor does the use of then let in who was brought back by others and removed again.
    await ana.request(addMembersDocument, { groupId, userIds: [caio.id] });
    await ana.request(removeMemberDocument, { groupId, userId: caio.id });
    expect(await caio.refused(joinGroupDocument, { code })).toMatchObject({ code: 'INVITE_USED_UP' });
  });

  test('goes on after a crash between the use and the membership, for who had the use and for nobody else', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Interrupted');
    const { code } = await createInvite(ana, groupId, { maxUses: 1 });
    // What the crash leaves.
    await claim(code, caio);
    expect(await bia.refused(joinGroupDocument, { code })).toMatchObject({ code: 'INVITE_USED_UP' });
    await Promise.all([join(caio, code), join(caio.on(second), code)]);
    expect(await bia.on(second).refused(joinGroupDocument, { code })).toMatchObject({ code: 'INVITE_USED_UP' });
    expect((await seeGroup(ana, groupId)).memberCount).toBe(2);
    expect(await noticesOf(ana, groupId, 'MEMBER_JOINED')).toHaveLength(1);
  });

  test('is told after a crash between the membership and the notice, when it is asked for again', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Silent', bia);
    const { id, code } = await createInvite(ana, groupId);
    const members = client.db().collection<mongo.Document & { _id: string }>('members');
    const { _id, ...record } = (await members.findOne({ _id: `${groupId}:${bia.id}` })) ?? {};
    expect(_id).toBeDefined();
    const caios = { ...record, _id: `${groupId}:${caio.id}`, userId: new mongo.ObjectId(caio.id), inviteClaim: `${id}:0` };
    await claim(code, caio);
    await members.insertOne(caios);
    expect(await noticesOf(ana, groupId, 'MEMBER_JOINED')).toEqual([]);
    await Promise.all([join(caio, code), join(caio.on(second), code)]);
    await join(caio, code);
    expect(await noticesOf(ana, groupId, 'MEMBER_JOINED')).toHaveLength(1);
  });

  test('is refused where the group is full', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Stadium', bia);
    const { code } = await createInvite(ana, groupId, { maxUses: 1 });
    const members = client.db().collection<mongo.Document & { _id: string }>('members');
    const template = await members.findOne({ _id: `${groupId}:${bia.id}` });
    const crowd = Array.from({ length: 9_998 }, () => new mongo.ObjectId()).map((userId) => ({
      ...template,
      _id: `${groupId}:${userId.toHexString()}`,
      userId,
    }));
    await members.insertMany(crowd);
    const refusal = { code: 'CONFLICT', field: 'inviteCode', reason: 'TOO_MANY' };
    expect(await caio.refused(joinGroupDocument, { code })).toMatchObject(refusal);
    expect(await usesLeft(ana, groupId)).toEqual([1]);
    await bia.request(leaveGroupDocument, { groupId });
    await join(caio, code);
  });

  test('of a group that is deleted is like an unknown code', async () => {
    const { ana, caio } = await people(first);
    const groupId = await ana.createGroup('Gone');
    const { id, code } = await createInvite(ana, groupId);
    await ana.request(deleteGroupDocument, { groupId });
    expect(await preview(caio.on(second), code)).toEqual({ invite: null });
    expect(await caio.on(second).refused(joinGroupDocument, { code })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ana.refused(revokeInviteDocument, { id })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('that invites have changed', () => {
  const document = `subscription ($after: Cursor) { events(after: $after) { __typename cursor
    ... on ConversationChanged { conversation { id revision ... on Group { invites { code } bannedUsers { id } } } } } }`;

  test('is told at once, on every process, and only those who manage the group see what they are', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Watching', bia, caio);
    await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'ADMIN' });
    const { revision } = await seeGroup(ana, groupId);
    const [admin, member] = await Promise.all(
      [bia, caio].map(async (person) =>
        person.on(second).live<EventView & { conversation?: { invites: unknown[] } }>(document, { after: await person.eventCursor() }),
      ),
    );
    const { id, code } = await createInvite(ana, groupId);
    const seen = await admin?.next(isAbout(groupId));
    expect(seen?.conversation).toMatchObject({ invites: [{ code }], revision: revision + 1 });
    expect(await member?.next(isAbout(groupId))).toMatchObject({ conversation: { invites: [], revision: revision + 1 } });
    await bia.request(revokeInviteDocument, { id });
    expect(await admin?.next(isAbout(groupId))).toMatchObject({ conversation: { invites: [], revision: revision + 2 } });
  });
});
