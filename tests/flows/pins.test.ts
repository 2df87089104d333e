import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveStream } from '../testkit/live-stream.js';
import { people, type Person } from '../testkit/people.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

interface PinView {
  readonly id: string;
  readonly pinned: boolean;
  readonly revision: number;
  readonly text: string;
}
interface PinEvent {
  readonly __typename: string;
  readonly message?: PinView;
}

const pinFields = 'id pinned revision text';
const pinMessage = `mutation ($id: ID!) { pinMessage(messageId: $id) { ${pinFields} conversation { pinnedMessages { id } } } }`;
const unpinMessage = `mutation ($id: ID!) { unpinMessage(messageId: $id) { ${pinFields} conversation { pinnedMessages { id } } } }`;
const deleteMessage = `mutation ($id: ID!) { deleteMessage(messageId: $id) { ${pinFields} conversation { pinnedMessages { id } } } }`;
const pinnedDocument = `query ($id: ID!) { conversation(id: $id) { pinnedMessages { ${pinFields} } messages { edges { node { id kind pinned } } } } }`;
const pinEventsDocument = `subscription ($after: Cursor) { events(after: $after) { __typename
  ... on MessageAdded { message { ${pinFields} } } ... on MessageChanged { message { ${pinFields} } } } }`;
const setRole = `mutation ($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }`;

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

interface Changed extends PinView {
  readonly conversation: { readonly pinnedMessages: readonly { readonly id: string }[] };
}
/** The message after the change, and what the same answer says is pinned. */
async function change(person: Person, document: string, id: string) {
  const [message] = Object.values(await person.request<Record<string, Changed>>(document, { id }));
  if (!message) throw new Error('An answer without a message.');
  return { ...message, pinnedIds: message.conversation.pinnedMessages.map((pinned) => pinned.id) };
}
async function look(person: Person, id: string) {
  const { conversation } = await person.request<{
    conversation: {
      pinnedMessages: readonly PinView[];
      messages: { edges: readonly { node: { id: string; kind: string; pinned: boolean } }[] };
    };
  }>(pinnedDocument, { id });
  const messages = conversation.messages.edges.map(({ node }) => node);
  return { pinned: conversation.pinnedMessages.map((message) => message.id), messages };
}
const listen = async (person: Person): Promise<LiveStream<PinEvent>> =>
  person.live<PinEvent>(pinEventsDocument, { after: await person.eventCursor() });
const isChange = ({ __typename }: PinEvent) => __typename === 'MessageChanged';
const hasText = (text: string) => (seen: readonly PinEvent[]) => seen.some(({ message }) => message?.text === text);

describe('a pinned message', () => {
  test('is pinned for both, newest pin first, and both hear of each change once, on every process', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    const [one, two, three] = [await ana.send(id, 'one'), await bia.send(id, 'two'), await ana.send(id, 'three')];
    const [atAna, atBia] = [await listen(ana), await listen(bia.on(second))];

    expect(await change(ana, pinMessage, two.id)).toMatchObject({ pinned: true, revision: 2, pinnedIds: [two.id] });
    expect(await change(bia.on(second), pinMessage, one.id)).toMatchObject({ pinned: true, revision: 2, pinnedIds: [one.id, two.id] });
    expect(await change(bia, pinMessage, three.id)).toMatchObject({ pinnedIds: [three.id, one.id, two.id] });
    // Pinned already: it stays where it is, and nobody hears anything.
    expect(await change(ana, pinMessage, two.id)).toMatchObject({ revision: 2, pinnedIds: [three.id, one.id, two.id] });
    expect(await change(ana, unpinMessage, one.id)).toMatchObject({ pinned: false, revision: 3, pinnedIds: [three.id, two.id] });
    expect(await change(bia, unpinMessage, one.id)).toMatchObject({ pinned: false, revision: 3 });
    for (const person of [ana, bia.on(second)]) {
      const seen = await look(person, id);
      expect(seen.pinned).toEqual([three.id, two.id]);
      expect(seen.messages.filter(({ pinned }) => pinned).map((message) => message.id)).toEqual([two.id, three.id]);
    }

    await bia.send(id, 'the end');
    for (const stream of [atAna, atBia]) {
      const told = (await stream.until(hasText('the end'))).filter(isChange).map(({ message }) => [message?.id, message?.revision]);
      expect(told.map(([messageId]) => messageId)).toEqual([two.id, one.id, three.id, one.id]);
      // The state at delivery: a step may show what came after it already.
      expect(told.at(-1)).toEqual([one.id, 3]);
    }
  });

  test('loses its pin when it is deleted, and what is deleted cannot be pinned', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    const { id: messageId } = await ana.send(id, 'soon gone');
    await change(bia, pinMessage, messageId);
    const stream = await listen(bia);
    expect(await change(ana, deleteMessage, messageId)).toMatchObject({ pinned: false, text: '', revision: 3, pinnedIds: [] });
    // The stream may begin a little before what was done by then.
    const deleted = (event: PinEvent) => isChange(event) && event.message?.revision === 3;
    expect((await stream.next(deleted)).message).toMatchObject({ pinned: false, text: '', revision: 3 });
    expect(await ana.refused(pinMessage, { id: messageId })).toMatchObject({ code: 'CONFLICT', field: 'messageId' });
    expect(await change(ana, unpinMessage, messageId)).toMatchObject({ pinned: false, revision: 3 });
    expect((await look(bia, id)).pinned).toEqual([]);
  });

  test('keeps its pin when it is edited or reacted to', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    const { id: messageId } = await ana.send(id, 'before');
    await change(bia, pinMessage, messageId);
    await ana.request('mutation ($id: ID!) { editMessage(messageId: $id, text: "after") { id } }', { id: messageId });
    await bia.request('mutation ($id: ID!) { addReaction(messageId: $id, emoji: "📌") { id } }', { id: messageId });
    expect(await change(ana, pinMessage, messageId)).toMatchObject({ pinned: true, text: 'after', revision: 4, pinnedIds: [messageId] });
  });

  test('of a group is an admin’s doing: members see it, others see nothing', async () => {
    const { ana, bia, caio } = await people(first);
    const groupId = await ana.createGroup('Board', bia);
    const { id: messageId } = await bia.send(groupId, 'the rules');
    const notice = (await look(ana, groupId)).messages.find(({ kind }) => kind === 'GROUP_CREATED');
    expect(await bia.refused(pinMessage, { id: messageId })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ana.refused(pinMessage, { id: notice?.id })).toMatchObject({ code: 'FORBIDDEN' });
    for (const id of [messageId, 'f'.repeat(24), 'nonsense']) {
      expect(await caio.refused(pinMessage, { id })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await caio.refused(unpinMessage, { id })).toMatchObject({ code: 'NOT_FOUND' });
    }
    await change(ana, pinMessage, messageId);
    expect(await bia.refused(unpinMessage, { id: messageId })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await look(bia, groupId)).pinned).toEqual([messageId]);
    await ana.request(setRole, { groupId, userId: bia.id, role: 'ADMIN' });
    expect(await change(bia, unpinMessage, messageId)).toMatchObject({ pinned: false, pinnedIds: [] });
  });

  test('is one of 50 at most, also when two processes are asked at once', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    const sent = await Promise.all(Array.from({ length: 53 }, (_, index) => ana.send(id, `number ${index}`)));
    const [extra, ...rest] = sent.map((message) => message.id);
    const elsewhere = bia.on(second);
    const outcomes = await Promise.allSettled(rest.map((messageId, index) => change(index % 2 ? ana : elsewhere, pinMessage, messageId)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    const { pinned } = await look(bia, id);
    expect(new Set(pinned).size).toBe(50);
    expect(await bia.refused(pinMessage, { id: extra })).toMatchObject({ code: 'CONFLICT', field: 'messageId', reason: 'TOO_MANY' });
    await change(elsewhere, unpinMessage, pinned[7] ?? '');
    expect((await change(ana, pinMessage, extra ?? '')).pinnedIds[0]).toBe(extra);
  });
});
