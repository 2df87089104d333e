import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMembersDocument } from '../testkit/groups.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

/** Who sends a message has read up to it. The sender's process writes that down a moment later; nobody may see that it is late. */

const membersFields = `members { edges { node { user { id } lastReadSeq } } } viewerState { othersReadSeq }`;
const conversationDocument = `query ($id: ID!) { conversation(id: $id) { ${membersFields} } }`;
const eventsDocument = `subscription ($after: Cursor) { events(after: $after) {
  __typename cursor
  ... on MessageAdded { message { seq } }
  ... on ConversationChanged { conversation { id ${membersFields} } }
} }`;

interface ConversationView {
  readonly members: {
    readonly edges: readonly { readonly node: { readonly user: { readonly id: string }; readonly lastReadSeq: number } }[];
  };
  readonly viewerState: { readonly othersReadSeq: number };
}
interface Event {
  readonly __typename: string;
  readonly cursor: string;
  readonly message?: { readonly seq: number };
  readonly conversation?: ConversationView & { readonly id: string };
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

const look = async (viewer: Person, id: string) =>
  (await viewer.request<{ conversation: ConversationView }>(conversationDocument, { id })).conversation;
const markOf = ({ members }: ConversationView, { id }: Person) => members.edges.find(({ node }) => node.user.id === id)?.node.lastReadSeq;

test('whoever has heard of a message on another process finds that its author has read it', async () => {
  const { ana, bia } = await people(first, 'ana', 'bia');
  const id = await bia.startDirect(ana);
  const there = ana.on(second);
  const events = there.live<Event>(eventsDocument, { after: await there.eventCursor() });
  for (let round = 0; round < 5; round += 1) {
    const { seq } = await bia.send(id, `round ${round}`);
    await events.next(({ message }) => message?.seq === seq);
    const conversation = await look(there, id);
    expect(markOf(conversation, bia)).toBe(seq);
    expect(conversation.viewerState.othersReadSeq).toBe(seq);
  }
  there.disconnect();
});

test('who is let in just after a message is shown that its author has read it, on every process', async () => {
  const { ana, bia, caio } = await people(first, 'ana', 'bia', 'caio');
  const devices = [first, second].map((server) => caio.on(server));
  const heard = await Promise.all(devices.map(async (device) => device.live<Event>(eventsDocument, { after: await device.eventCursor() })));
  for (let round = 0; round < 5; round += 1) {
    const groupId = await ana.createGroup(`Round ${round}`, bia);
    const { seq } = await bia.on(round % 2 === 0 ? first : second).send(groupId, 'before');
    await ana.request(addMembersDocument, { groupId, userIds: [caio.id] });
    for (const events of heard) {
      const { conversation } = await events.next((event) => event.conversation?.id === groupId);
      expect(conversation && markOf(conversation, bia)).toBe(seq);
    }
  }
  devices.forEach((device) => device.disconnect());
});

test('what a process that was killed has left unwritten, another one writes', async () => {
  const { ana, bia } = await people(first, 'ana', 'bia');
  const id = await bia.startDirect(ana);
  const events = await ana.events();
  const { seq } = await bia.on(second).send(id, 'the last thing that it heard');
  await second.kill('SIGKILL');
  await events.next(({ message }) => message?.seq === seq);
  expect(markOf(await look(ana, id), bia)).toBe(seq);
  ana.disconnect();
  await second.restart();
});
