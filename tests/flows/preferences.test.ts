import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveStream } from '../testkit/live-stream.js';
import { people, type Person } from '../testkit/people.js';
import { requestGraphQL } from '../testkit/request.js';
import type { TestServer } from '../testkit/server.js';
import { startTwoProcesses } from './two-processes.js';

interface StateView {
  readonly notify: string;
  readonly mutedUntil: string | null;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly markedUnread: boolean;
  readonly unreadCount: number;
  readonly revision: number;
}
interface StateEvent {
  readonly __typename: string;
  readonly conversationId?: string;
  readonly viewerState?: StateView;
  readonly message?: { readonly text: string };
}

const stateFields = 'notify mutedUntil pinned archived markedUnread unreadCount revision';
const preferencesDocument = `mutation ($input: ConversationPreferencesInput!) {
  setConversationPreferences(input: $input) { id viewerState { ${stateFields} } } }`;
const listsDocument = `{ open: conversations { edges { node { id } } } archive: conversations(archived: true) { edges { node { id } } }
  pinnedConversations { id } viewer { unreadTotal } }`;
const stateEventsDocument = `subscription ($after: Cursor) { events(after: $after) { __typename
  ... on ViewerStateChanged { conversationId viewerState { ${stateFields} } } ... on MessageAdded { message { text } } } }`;
const leaveGroup = `mutation ($groupId: ID!) { leaveGroup(groupId: $groupId) }`;

const byDefault = { notify: 'ALL', mutedUntil: null, pinned: false, archived: false, markedUnread: false };
const later = new Date(Date.now() + 3_600_000).toISOString();
const past = new Date(Date.now() - 3_600_000).toISOString();

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

/** What the viewer has there after the change. */
async function prefer(person: Person, conversationId: string, preferences: Record<string, unknown>): Promise<StateView> {
  const input = { conversationId, ...preferences };
  const answer = await person.request<{ setConversationPreferences: { id: string; viewerState: StateView } }>(preferencesDocument, {
    input,
  });
  expect(answer.setConversationPreferences.id).toBe(conversationId);
  return answer.setConversationPreferences.viewerState;
}

async function lists(person: Person) {
  interface Page {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
  }
  const answer = await person.request<{
    open: Page;
    archive: Page;
    pinnedConversations: readonly { readonly id: string }[];
    viewer: { unreadTotal: number };
  }>(listsDocument);
  const idsOf = ({ edges }: Page) => edges.map(({ node }) => node.id);
  return {
    open: idsOf(answer.open),
    archive: idsOf(answer.archive),
    pinned: answer.pinnedConversations.map(({ id }) => id),
    unreadTotal: answer.viewer.unreadTotal,
  };
}

const listen = async (person: Person): Promise<LiveStream<StateEvent>> =>
  person.live<StateEvent>(stateEventsDocument, { after: await person.eventCursor() });
const isState = ({ __typename }: StateEvent) => __typename === 'ViewerStateChanged';
const hasText = (text: string) => (seen: readonly StateEvent[]) => seen.some(({ message }) => message?.text === text);

describe('the preferences of a conversation', () => {
  test('change one by one, what is left out or null stays, and all the devices of the viewer hear of it, nobody else', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    const elsewhere = ana.on(second);
    const [here, there, atBia] = [await listen(ana), await listen(elsewhere), await listen(bia)];

    const states = [
      await prefer(ana, id, { notify: 'MENTIONS' }),
      await prefer(ana, id, { pinned: true, notify: null }),
      await prefer(elsewhere, id, { mutedUntil: later }),
      await prefer(ana, id, { archived: true, markedUnread: true, pinned: null }),
      await prefer(elsewhere, id, { mutedUntil: null, pinned: false, archived: false, markedUnread: false, notify: 'ALL' }),
    ];
    expect(states).toMatchObject([
      { ...byDefault, notify: 'MENTIONS' },
      { ...byDefault, notify: 'MENTIONS', pinned: true },
      { ...byDefault, notify: 'MENTIONS', pinned: true, mutedUntil: later },
      { notify: 'MENTIONS', pinned: true, mutedUntil: later, archived: true, markedUnread: true },
      byDefault,
    ]);
    await bia.send(id, 'the end');
    for (const stream of [here, there]) {
      const seen = await stream.until(hasText('the end'));
      const told = seen.filter(isState).map(({ viewerState }) => viewerState?.revision);
      expect(told).toHaveLength(states.length);
      // The state at delivery: a step may show what came after it already.
      expect(told.at(-1)).toBe(states.at(-1)?.revision);
      expect(seen.findLast(isState)).toMatchObject({ conversationId: id, viewerState: byDefault });
    }
    expect((await atBia.until(hasText('the end'))).filter(isState)).toEqual([]);
  });

  test('that are so already change nothing and say nothing', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    const stream = await listen(ana);
    const { revision } = await prefer(ana, id, { pinned: true, mutedUntil: later, notify: 'NONE' });
    for (const same of [{}, { pinned: true }, { mutedUntil: later, notify: 'NONE' }, { archived: false, markedUnread: null }])
      expect(await prefer(ana, id, same)).toMatchObject({ revision });
    expect(await prefer(ana, id, { mutedUntil: null })).toMatchObject({ revision: revision + 1, mutedUntil: null });
    expect(await prefer(ana, id, { mutedUntil: past })).toMatchObject({ revision: revision + 1, mutedUntil: null });
    await bia.send(id, 'the end');
    const told = (await stream.until(hasText('the end'))).filter(isState);
    expect(told).toHaveLength(2);
    expect(told.at(-1)).toMatchObject({ viewerState: { revision: revision + 1 } });
  });

  test('set by many devices on two processes at once all hold', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    const elsewhere = ana.on(second);
    await Promise.all([
      prefer(ana, id, { notify: 'NONE' }),
      prefer(elsewhere, id, { pinned: true }),
      prefer(ana, id, { markedUnread: true }),
      prefer(elsewhere, id, { mutedUntil: later }),
      prefer(ana, id, { pinned: true }),
    ]);
    const state = await prefer(ana, id, {});
    expect(state).toMatchObject({ notify: 'NONE', pinned: true, markedUnread: true, mutedUntil: later, archived: false });
    expect((await lists(ana)).pinned).toEqual([id]);
  });

  test('are for members only, and must be what they say', async () => {
    const { ana, bia, caio } = await people(first);
    const conversationId = await ana.startDirect(bia);
    const refused = (person: Person, input: Record<string, unknown>) => person.refused(preferencesDocument, { input });
    for (const id of [conversationId, 'f'.repeat(24), 'nonsense'])
      expect(await refused(caio, { conversationId: id, pinned: true })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused(ana, { conversationId, mutedUntil: 'tomorrow' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused(ana, { conversationId, notify: 'LOUD' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(requestGraphQL(first, preferencesDocument, { input: { conversationId, pinned: true } })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await prefer(ana, conversationId, {})).toMatchObject(byDefault);
  });
});

describe('a conversation in the archive', () => {
  test('leaves the list and the total, whatever comes, until it is taken out', async () => {
    const { ana, bia, caio } = await people(first);
    const [kept, archived] = [await ana.startDirect(bia), await ana.startDirect(caio)];
    await prefer(ana, archived, { archived: true, pinned: true });
    await bia.send(kept, 'one');
    await caio.send(archived, 'two');
    expect(await lists(ana)).toEqual({ open: [kept], archive: [archived], pinned: [], unreadTotal: 1 });
    expect(await lists(caio)).toMatchObject({ open: [archived], archive: [] });
    await prefer(ana, archived, { archived: false });
    expect(await lists(ana)).toEqual({ open: [archived, kept], archive: [], pinned: [archived], unreadTotal: 2 });
  });

  test('and a muted one count no unread messages in the total, but their own', async () => {
    const { ana, bia } = await people(first, 'ana', 'bia');
    const id = await ana.startDirect(bia);
    await bia.send(id, 'psst');
    expect(await prefer(ana, id, { mutedUntil: later })).toMatchObject({ unreadCount: 1 });
    expect((await lists(ana)).unreadTotal).toBe(0);
    await prefer(ana, id, { mutedUntil: null });
    expect((await lists(ana)).unreadTotal).toBe(1);
  });
});

test("a reminder is the viewer's own and goes when the conversation is read", async () => {
  const { ana, bia } = await people(first, 'ana', 'bia');
  const id = await ana.startDirect(bia);
  const { seq } = await bia.send(id, 'read me');
  await ana.request('mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { revision } }', { id, seq });
  expect(await prefer(ana, id, { markedUnread: true })).toMatchObject({ markedUnread: true, unreadCount: 0 });
  await ana.request('mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { revision } }', { id, seq });
  expect(await prefer(ana, id, {})).toMatchObject({ markedUnread: false });
});

describe('pinned conversations', () => {
  test('come in the order in which they were pinned; who leaves a group has it pinned no more', async () => {
    const { ana, bia, caio } = await people(first);
    const direct = await ana.startDirect(bia);
    const group = await bia.createGroup('Pinned', ana, caio);
    const other = await ana.startDirect(caio);
    for (const id of [group, other, direct]) await prefer(ana, id, { pinned: true });
    expect((await lists(ana)).pinned).toEqual([group, other, direct]);
    await prefer(ana, group, { pinned: false });
    await prefer(ana.on(second), group, { pinned: true });
    expect((await lists(ana)).pinned).toEqual([other, direct, group]);
    await ana.request(leaveGroup, { groupId: group });
    expect((await lists(ana)).pinned).toEqual([other, direct]);
    await bia.request('mutation ($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }', {
      groupId: group,
      userIds: [ana.id],
    });
    expect(await prefer(ana, group, {})).toMatchObject({ pinned: false });
  });

  test('are 50 at most, also when two processes are asked at once', async () => {
    const { ana } = await people(first, 'ana');
    const groups = await Promise.all(Array.from({ length: 53 }, (_, index) => ana.createGroup(`Group ${index}`)));
    const [extra = '', ...rest] = groups;
    const elsewhere = ana.on(second);
    const outcomes = await Promise.allSettled(rest.map((id, index) => prefer(index % 2 ? ana : elsewhere, id, { pinned: true })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    const { pinned } = await lists(ana);
    expect(new Set(pinned).size).toBe(50);
    const refusal = { code: 'CONFLICT', field: 'pinned', reason: 'TOO_MANY' };
    expect(await ana.refused(preferencesDocument, { input: { conversationId: extra, pinned: true, notify: 'NONE' } })).toMatchObject(
      refusal,
    );
    expect(await prefer(ana, extra, {})).toMatchObject(byDefault);
    await prefer(ana, pinned[7] ?? '', { pinned: false });
    await prefer(elsewhere, extra, { pinned: true });
    expect((await lists(ana)).pinned.at(-1)).toBe(extra);
  });
});
