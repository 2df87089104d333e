import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conversationEventsDocument, eventsAbout, type EventView, isLive, isRemoval } from '../testkit/documents.js';
import { addMembersDocument, deleteGroupDocument, leaveGroupDocument, planTrip, removeMemberDocument } from '../testkit/groups.js';
import type { LiveStream } from '../testkit/live-stream.js';
import { people, type Person } from '../testkit/people.js';
import { repositoryDir } from '../testkit/server.js';
import type { TestServer } from '../testkit/server.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

const messageAddedDocument = `subscription ($conversationId: ID!) { messageAdded(conversationId: $conversationId) { id text } }`;
const typingDocument = `subscription { typing { conversationId typing } }`;
const setTypingDocument = `mutation ($conversationId: ID!) { setTyping(conversationId: $conversationId, typing: true) }`;

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  ({ first, second } = await startTwoProcesses());
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

describe('who is removed from a group', () => {
  test('hears of it last, on sockets that are open, on every process', async () => {
    const { ana, bia, caio, groupId, direct } = await planTrip(first);
    const streams = [await bia.events(), await bia.on(second).events()];
    const staying = await caio.on(second).events();
    await Promise.all([...streams, staying].map((stream) => stream.next(isLive)));

    await ana.send(groupId, 'before');
    await ana.request(removeMemberDocument, { groupId, userId: bia.id });
    await ana.send(groupId, 'without bia');
    await caio.on(second).send(groupId, 'still without bia');
    await ana.send(direct, 'later');

    for (const stream of streams) {
      await stream.next(({ message }) => message?.text === 'later');
      const told = eventsAbout(groupId, stream.seen);
      expect(told.findIndex(isRemoval)).toBe(told.length - 1);
      expect(told.map(({ message }) => message?.text)).toContain('before');
      expect(JSON.stringify(told)).not.toContain('without bia');
    }
    const left = await staying.next(({ removedUserIds }) => (removedUserIds?.length ?? 0) > 0);
    expect(left).toMatchObject({ conversationId: groupId, removedUserIds: [bia.id], memberCount: 2 });
    await staying.next(({ message }) => message?.text === 'still without bia');
  });

  test('has the streams of that conversation ended, and is refused new ones', async () => {
    const { ana, bia, groupId } = await planTrip(first);
    const there = bia.on(second);
    const events = there.live<EventView>(conversationEventsDocument, { conversationId: groupId });
    await events.next(isLive);
    const messages = bia.live<{ text: string }>(messageAddedDocument, { conversationId: groupId });
    // messageAdded does not say when it begins.
    const knock = async () => {
      await ana.send(groupId, 'before');
      return messages.seen.length > 0;
    };
    await waitFor(knock, () => 'messageAdded does not begin');

    await ana.request(removeMemberDocument, { groupId, userId: bia.id });
    await ana.send(groupId, 'without bia');

    expect(await events.end).toEqual({ kind: 'completed' });
    expect(events.seen.at(-1)).toMatchObject({ __typename: 'ConversationRemoved', conversationId: groupId });
    expect(await messages.end).toEqual({ kind: 'completed' });
    expect(new Set(messages.seen.map(({ text }) => text))).toEqual(new Set(['before']));
    expect(await there.live(messageAddedDocument, { conversationId: groupId }).end).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });

  test('and asks for the messages at that moment, hears nothing of what follows, on any process', async () => {
    const { ana, bia, groupId } = await planTrip(first);
    const ask = () =>
      [bia, bia.on(second)].map((device) => device.live<{ text: string }>(messageAddedDocument, { conversationId: groupId }));
    const removal = ana.request(removeMemberDocument, { groupId, userId: bia.id });
    const streams = ask();
    await removal;
    streams.push(...ask());
    await ana.send(groupId, 'without bia');

    for (const stream of streams) {
      const end = await stream.end;
      if (end.kind !== 'completed') expect(end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'NOT_FOUND' } }] });
      expect(JSON.stringify(stream.seen)).not.toContain('without bia');
    }
  });

  test('is not told who types there any more', async () => {
    const { ana, bia, groupId, direct } = await planTrip(first);
    const typing = bia.on(second).live<{ conversationId: string }>(typingDocument);
    const events = await bia.on(second).events();
    await events.next(isLive);
    await ana.request(setTypingDocument, { conversationId: groupId });
    expect(await typing.next()).toMatchObject({ conversationId: groupId });
    await ana.request(removeMemberDocument, { groupId, userId: bia.id });
    await events.next(isRemoval);
    const before = typing.seen.length;
    await ana.request(setTypingDocument, { conversationId: groupId });
    await ana.request(setTypingDocument, { conversationId: direct });
    await typing.next(({ conversationId }) => conversationId === direct);
    expect(typing.seen.slice(before).map(({ conversationId }) => conversationId)).toEqual([direct]);
  });

  test('and was away then, learns of the removal and of nothing that was said', async () => {
    const { ana, bia, groupId, direct } = await planTrip(first);
    const after = await bia.eventCursor();
    await ana.send(groupId, 'while bia is away');
    await ana.request(removeMemberDocument, { groupId, userId: bia.id });
    await ana.send(groupId, 'without bia');
    await ana.send(direct, 'later');
    for (const device of [bia, bia.on(second)]) {
      const stream = await device.events(after);
      await stream.next(({ message }) => message?.text === 'later');
      expect(eventsAbout(groupId, stream.seen).map(({ __typename }) => __typename)).toEqual(['ConversationRemoved']);
    }
  });

  test('and comes back, hears ConversationRemoved, then ConversationChanged, then what follows', async () => {
    const { ana, bia, groupId } = await planTrip(first);
    const after = await bia.eventCursor();
    const open = await bia.events(after);
    await open.next(isLive);
    await ana.send(groupId, 'before');
    await ana.request(removeMemberDocument, { groupId, userId: bia.id });
    await ana.send(groupId, 'without bia');
    await ana.request(addMembersDocument, { groupId, userIds: [bia.id] });
    await ana.send(groupId, 'welcome back');

    const replayed = await bia.on(second).events(after);
    for (const stream of [open, replayed]) {
      await stream.next(({ message }) => message?.text === 'welcome back');
      const told = eventsAbout(groupId, stream.seen);
      const removed = told.findIndex(isRemoval);
      expect(told[removed + 1]).toMatchObject({ __typename: 'ConversationChanged', conversation: { id: groupId } });
      expect(JSON.stringify(told)).not.toContain('without bia');
    }
    expect(JSON.stringify(replayed.seen)).not.toContain('"text":"before"');
  });
});

/** As much as an event can be asked for of a conversation, so that whatever is said there would be seen. */
const all = `id lastMessage { text } members { edges { node { user { id } } } } messages(last: 20) { edges { node { text edits { text } } } } ... on Group { name }`;
const greedy = `__typename cursor ... on MessageAdded { message { text conversation { ${all} } } } ... on MessageChanged { message { text conversation { ${all} } } }
  ... on ConversationChanged { conversation { ${all} } } ... on MembersChanged { conversationId memberCount } ... on ConversationRemoved { conversationId }
  ... on ViewerStateChanged { conversationId viewerState { unreadCount } } ... on ReadMarkerMoved { conversationId lastReadSeq } ... on CursorAdvanced { live }`;
const every = {
  events: `subscription { events { ${greedy} } }`,
  conversationEvents: `subscription ($id: ID!) { conversationEvents(conversationId: $id) { ${greedy} } }`,
  messageAdded: `subscription ($id: ID!) { messageAdded(conversationId: $id) { text conversation { ${all} } } }`,
  typing: `subscription ($id: ID!) { typing(conversationId: $id) { conversationId user { id } } }`,
  presence: `subscription ($userIds: [ID!]!) { presence(userIds: $userIds) { id presence { status } } }`,
};

test('every subscription of the schema is among those that are tried', () => {
  const schema = buildSchema(readFileSync(join(repositoryDir, 'schema.graphql'), 'utf8'));
  expect(Object.keys(every)).toEqual(Object.keys(schema.getSubscriptionType()?.getFields() ?? {}));
});

type Cast = Awaited<ReturnType<typeof planTrip>>;
const waysOut: Record<string, (cast: Cast) => Promise<unknown>> = {
  'is removed': ({ ana, bia, groupId }) => ana.request(removeMemberDocument, { groupId, userId: bia.id }),
  'is banned': ({ ana, bia, groupId }) =>
    ana.request(removeMemberDocument.replace('userId: $userId)', 'userId: $userId, ban: true)'), { groupId, userId: bia.id }),
  leaves: ({ bia, groupId }) => bia.request(leaveGroupDocument, { groupId }),
  'sees the group deleted': ({ ana, groupId }) => ana.request(deleteGroupDocument, { groupId }),
};

describe.each(Object.entries(waysOut))('who %s', (_name, goOut) => {
  test('gets nothing more through any subscription that is open, on either process', async () => {
    const cast = await planTrip(first);
    const { ana, bia, caio, groupId, direct } = cast;
    const { id: messageId } = await ana.send(groupId, 'before');
    await (await caio.events()).next(isLive);
    const devices = [bia.on(first), bia.on(second)];
    const opened = devices.map((device) => openEverything(device, groupId, caio));
    const streams = opened.flatMap((each) => Object.values(each));
    // Not all say when they begin.
    await waitFor(
      async () => {
        await ana.send(groupId, 'before');
        await ana.request(setTypingDocument, { conversationId: groupId });
        return streams.every(({ seen }) => seen.length > 0);
      },
      () => `not all begin: ${streams.map(({ seen }) => seen.length).join()}`,
    );

    await goOut(cast);
    // Caio shared nothing but the group with bia.
    for (const { events, presence } of opened) {
      await events.next(isRemoval);
      await presence.next(({ presence: { status } }) => status === 'ONLINE');
      await presence.next(({ presence: { status } }) => status === 'OFFLINE');
    }
    const seenBefore = streams.map(({ seen }) => seen.length);
    // Refused where there is no group any more.
    await Promise.allSettled([
      ana.send(groupId, 'said without bia'),
      caio.on(second).request(`mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }`, { id: messageId }),
      ana.request(`mutation ($id: ID!) { editMessage(messageId: $id, text: "said without bia") { id } }`, { id: messageId }),
      ana.request(`mutation ($id: ID!) { updateGroup(input: { groupId: $id, name: "said without bia" }) { id } }`, { id: groupId }),
      ana.request(setTypingDocument, { conversationId: groupId }),
      caio.live(`mutation { reportActivity(active: false) }`).end,
    ]);
    // What comes behind it, in the order of all changes, shows that it was not told.
    await ana.send(direct, 'later');
    for (const { events } of opened) await events.next(({ message }) => message?.text === 'later');
    const later = streams.flatMap(({ seen }, index) => seen.slice(seenBefore[index]));
    expect(JSON.stringify(later)).not.toContain(groupId);
    expect(JSON.stringify(streams.map(({ seen }) => seen))).not.toContain('said without bia');
    expect(JSON.stringify(later)).not.toMatch(/ONLINE|AWAY/);
    for (const { conversationEvents, messageAdded } of opened)
      expect([await conversationEvents.end, await messageAdded.end]).toEqual([{ kind: 'completed' }, { kind: 'completed' }]);
  });
});

function openEverything(device: Person, groupId: string, watched: Person) {
  const variables = { id: groupId, userIds: [watched.id] };
  const open = <Item>(document: string): LiveStream<Item> => {
    const used = Object.entries(variables).filter(([name]) => document.includes(`$${name}`));
    return device.live<Item>(document, Object.fromEntries(used));
  };
  return {
    events: open<EventView>(every.events),
    conversationEvents: open<EventView>(every.conversationEvents),
    messageAdded: open<object>(every.messageAdded),
    typing: open<object>(every.typing),
    typingAnywhere: open<object>(typingDocument),
    presence: open<{ readonly id: string; readonly presence: { readonly status: string } }>(every.presence),
  };
}

test('the cursor of a member opens nothing to a stranger, on either process', async () => {
  const { ana, bia, groupId } = await planTrip(first);
  const after = await bia.eventCursor();
  await ana.send(groupId, 'among us');
  const { stranger } = await people(first, 'stranger');
  const direct = await stranger.startDirect(ana);
  await ana.send(direct, 'to the stranger');
  for (const device of [stranger, stranger.on(second)]) {
    const stream = await device.events(after);
    await stream.next(({ message }) => message?.text === 'to the stranger');
    expect(eventsAbout(groupId, stream.seen)).toEqual([]);
    expect(await device.live(conversationEventsDocument, { conversationId: groupId, after }).end).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  }
});

describe('who leaves a group', () => {
  test('hears of the end on the other device, too', async () => {
    const { bia, groupId } = await planTrip(first);
    const otherDevice = await bia.on(second).events();
    await otherDevice.next(isLive);
    await bia.request(leaveGroupDocument, { groupId });
    expect(await otherDevice.next(isRemoval)).toMatchObject({ conversationId: groupId });
  });
});
