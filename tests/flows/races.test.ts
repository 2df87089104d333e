import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticesOf, removeMemberDocument, setRoleDocument } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

/** Two processes on one database, at the same moment. Each race is run several times: one time proves little. */
const rounds = Array.from({ length: 8 }, (_, round) => round);

const addMembers = `mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }`;
const leaveGroup = `mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }`;
const updateGroup = `mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }`;
const groupDocument = `query ($id: ID!) { conversation(id: $id) { ... on Group { name description } members { edges { node { role } } } } }`;

interface GroupView {
  readonly name: string;
  readonly description: string;
  readonly members: { readonly edges: readonly { readonly node: { readonly role: string } }[] };
}
let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

const look = async (person: Person, id: string) =>
  (await person.request<{ conversation: GroupView | null }>(groupDocument, { id })).conversation;

test('nobody is left in a group whose owner leaves while adding them', async () => {
  const { ana, bia } = await people(first);
  for (const _ of rounds) {
    const groupId = await ana.createGroup('Race');
    await Promise.allSettled([ana.request(leaveGroup, { groupId }), ana.on(second).request(addMembers, { groupId, userIds: [bia.id] })]);
    const group = await look(bia, groupId);
    if (group) expect(group.members.edges.map(({ node }) => node.role)).toContain('OWNER');
  }
});

test('a new name and a new description at the same moment are both there', async () => {
  const { ana } = await people(first);
  for (const _ of rounds) {
    const groupId = await ana.createGroup('Race');
    await Promise.all([
      ana.request(updateGroup, { input: { groupId, name: 'Won' } }),
      ana.on(second).request(updateGroup, { input: { groupId, description: 'Won too' } }),
    ]);
    expect(await look(ana, groupId)).toMatchObject({ name: 'Won', description: 'Won too' });
  }
});

test('two people who start a direct conversation with each other get the same one', async () => {
  for (const _ of rounds) {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const devices = [ana, bia, ana.on(second), bia.on(second)];
    const ids = await Promise.all(devices.map((device) => device.startDirect(device.id === ana.id ? bia : ana)));
    expect(new Set(ids).size).toBe(1);
    expect((await look(ana, ids[0] ?? ''))?.members.edges).toHaveLength(2);
  }
});

test('what two ask for at once is told once', async () => {
  const { ana, bia, caio } = await people(first);
  for (const _ of rounds.slice(0, 4)) {
    const groupId = await ana.createGroup('Race', bia);
    await ana.request(setRoleDocument, { groupId, userId: bia.id, role: 'OWNER' });
    const atOnce = (document: string, variables: Record<string, unknown>) =>
      Promise.allSettled([ana, bia.on(second), ana.on(second)].map((device) => device.request(document, variables)));
    const added = await atOnce(addMembers, { groupId, userIds: [caio.id] });
    expect(added.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    await atOnce(setRoleDocument, { groupId, userId: caio.id, role: 'ADMIN' });
    await atOnce(updateGroup, { input: { groupId, name: 'Won' } });
    await atOnce(removeMemberDocument, { groupId, userId: caio.id });
    for (const kind of ['MEMBERS_ADDED', 'GROUP_RENAMED', 'MEMBER_REMOVED']) expect(await noticesOf(ana, groupId, kind)).toHaveLength(1);
    expect((await noticesOf(ana, groupId, 'ROLE_CHANGED')).filter(({ notice }) => notice.subjects[0]?.id === caio.id)).toHaveLength(1);
  }
});
