import { afterAll, beforeAll, expect, test } from 'vitest';
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
