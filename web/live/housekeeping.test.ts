import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conversationCacheId, createCache, messageCacheId, type TalkCache } from '../apollo/cache';
import { MessageFields } from '../apollo/documents';
import type { StoredMessages } from '../apollo/merge-messages';
import type { MessageFieldsFragment } from '../generated/graphql';
import { message } from '../testkit/chat';
import type { LiveEvent } from './apply-event';
import { FollowedConversation } from './followed-conversation';
import { Housekeeping, keptOfRun } from './housekeeping';

let cache: TalkCache;
let followed: FollowedConversation;
let housekeeping: Housekeeping;
beforeEach(() => {
  vi.stubGlobal('innerHeight', 1200);
  cache = createCache();
  followed = new FollowedConversation();
  housekeeping = new Housekeeping(cache, followed);
  housekeeping.start();
});
afterEach(() => {
  housekeeping.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** As an event leaves it. */
function writeMessage(seq: number): { __ref: string } {
  const data = message(seq);
  const id = messageCacheId(data.id);
  cache.writeFragment({ id, fragment: MessageFields, fragmentName: 'MessageFields', data });
  return { __ref: id };
}

/** The first is no longer referred to; the others are the loaded run. */
function fill(): void {
  writeMessage(1);
  const edges = Array.from({ length: 300 }, (_, place) => ({ __typename: 'MessageEdge' as const, node: writeMessage(place + 2) }));
  const messages: StoredMessages = { __typename: 'MessageConnection', edges };
  const id = conversationCacheId('c1');
  cache.restore({
    ...cache.extract(),
    ROOT_QUERY: { __typename: 'Query', 'conversation({"id":"c1"})': { __ref: id } },
    [id]: { __typename: 'Group', id: 'c1', messages },
  });
}

const heldMessages = () => Object.keys(cache.extract()).filter((key) => key.startsWith('Message:'));

const free = { isHeld: () => false, isFocused: () => false };
const added = (node: MessageFieldsFragment) => ({ __typename: 'MessageAdded', cursor: '', at: '', message: node }) as LiveEvent;
/** As the page does before it shows what came. */
const come = (count: number, { isLive = true, to = 'c1' } = {}) => housekeeping.cutGrown(new Map([[to, count]]), isLive);
const run = () => {
  const { messages } = cache.extract()[conversationCacheId('c1')] as unknown as { messages: StoredMessages };
  return messages.edges.map(({ node }) => node.__ref);
};

test('after many events, what nothing refers to is gone', () => {
  fill();
  come(1);
  expect(run()).toHaveLength(keptOfRun);
  housekeeping.noteEvents(999);
  expect(heldMessages()).toHaveLength(301);
  housekeeping.noteEvents(1);
  expect(heldMessages()).toEqual(run());
  expect(heldMessages()).toContain(messageCacheId('m301'));
});

test('what is on the screen stays as long as it is there, and also where somebody comes back before it is gone', () => {
  vi.useFakeTimers();
  fill();
  const hide = housekeeping.show('c1');
  come(300);
  housekeeping.noteEvents(1000);
  vi.advanceTimersByTime(10_000);
  expect(heldMessages()).toHaveLength(300);
  hide();
  const hideAgain = housekeeping.show('c1');
  vi.advanceTimersByTime(10_000);
  expect(heldMessages()).toHaveLength(300);
  hideAgain();
  vi.advanceTimersByTime(10_000);
  expect(heldMessages()).toHaveLength(keptOfRun);
});

test('a conversation that nobody looks at does not grow, however many come without a pause, and is cut a few at a time', () => {
  vi.useFakeTimers();
  fill();
  dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  come(1);
  come(1, { to: 'another' });
  expect(run()).toHaveLength(keptOfRun);
  expect(heldMessages()).toHaveLength(301);
  vi.advanceTimersByTime(50);
  expect(heldMessages().length).toBeGreaterThan(270);
  expect(heldMessages().length).toBeLessThan(301);
  vi.advanceTimersByTime(10_000);
  // The one that nothing refers to goes with the next cleaning.
  expect(heldMessages()).toHaveLength(keptOfRun + 1);
  expect(vi.getTimerCount()).toBe(0);
});

test('where somebody reads along it is cut once it is too long, and not while something is open on it', () => {
  fill();
  let isHeld = true;
  const unfollow = followed.follow('c1', { isHeld: () => isHeld, isFocused: () => false });
  const hide = housekeeping.show('c1');
  come(59);
  expect(run()).toHaveLength(300);
  isHeld = false;
  come(59);
  expect(run()).toHaveLength(keptOfRun);
  expect(housekeeping.isRush).toBe(false);
  unfollow();
  come(300);
  expect(run()).toHaveLength(keptOfRun);
  hide();
});

test('of a rush at whose end somebody reads along only so much is kept as a screen may show', () => {
  fill();
  followed.follow('c1', free);
  come(60);
  expect(run()).toHaveLength(keptOfRun);
  expect(housekeeping.isRush).toBe(false);
  come(60);
  expect(run()).toEqual(Array.from({ length: 60 }, (_, place) => messageCacheId(`m${place + 242}`)));
  expect(housekeeping.isRush).toBe(true);
  come(1);
  expect(run()).toHaveLength(60);
  expect(housekeeping.isRush).toBe(false);
});

test('on a screen that shows more of them, more of them stay', () => {
  fill();
  vi.stubGlobal('innerHeight', 2400);
  followed.follow('c1', free);
  come(119);
  come(120);
  expect(run()).toHaveLength(keptOfRun);
  come(120);
  expect(run()).toHaveLength(120);
});

test.each([
  ['that an absence brings', false, 'visible', false],
  ['in a hidden page', true, 'hidden', false],
  ['where one has the focus', true, 'visible', true],
] as const)('of as many %s more stays', (_name, isLive, visibility, isFocused) => {
  fill();
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
  followed.follow('c1', { isHeld: () => false, isFocused: () => isFocused });
  come(100, { isLive });
  come(100, { isLive });
  expect(run()).toHaveLength(keptOfRun);
  expect(housekeeping.isRush).toBe(false);
});

test('what was loaded again, or is pinned, stays in memory', () => {
  vi.useFakeTimers();
  fill();
  const before = run();
  come(1);
  const id = conversationCacheId('c1');
  const messages = {
    __typename: 'MessageConnection',
    edges: before.slice(1).map((__ref) => ({ __typename: 'MessageEdge', node: { __ref } })),
  };
  cache.modify({ id, fields: { messages: () => messages } });
  cache.restore({ ...cache.extract(), [id]: { ...cache.extract()[id], pinnedMessages: [{ __ref: before[0] }] } });
  vi.advanceTimersByTime(10_000);
  expect(heldMessages()).toHaveLength(301);
});

test('in a hidden page it is cut at once', () => {
  vi.useFakeTimers();
  fill();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  come(1);
  vi.advanceTimersByTime(50);
  expect(heldMessages()).toHaveLength(keptOfRun + 1);
});

test('what is left behind goes, and what Apollo remembers of its reads, once nobody types', () => {
  vi.useFakeTimers();
  const gc = vi.spyOn(cache, 'gc');
  const hasForgotten = () => gc.mock.calls.some(([options]) => options?.resetResultCache);
  const press = () => dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  press();
  housekeeping.noteEvents(1000);
  vi.advanceTimersByTime(900);
  press();
  vi.advanceTimersByTime(900);
  expect(hasForgotten()).toBe(false);
  vi.advanceTimersByTime(100);
  expect(hasForgotten()).toBe(true);
});

test('who types without a pause is waited for no longer than ten thousand events', () => {
  vi.useFakeTimers();
  fill();
  dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  housekeeping.noteEvents(9_999);
  expect(heldMessages()).toHaveLength(301);
  housekeeping.noteEvents(1);
  expect(heldMessages()).toHaveLength(300);
});

test('where nobody types it is forgotten at once, and nothing is after the end', () => {
  vi.useFakeTimers();
  const gc = vi.spyOn(cache, 'gc');
  housekeeping.noteEvents(1000);
  expect(gc).toHaveBeenCalledWith({ resetResultCache: true });
  dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  housekeeping.noteEvents(1000);
  housekeeping.stop();
  gc.mockClear();
  vi.advanceTimersByTime(10_000);
  expect(gc).not.toHaveBeenCalled();
});

test('in a rush says which of those that wait are kept, unless somebody may see a conversation no more', () => {
  fill();
  followed.follow('c1', free);
  const arriving = Array.from({ length: 100 }, (_, place) => added(message(place + 302)));
  expect(housekeeping.plan(arriving)).toBeNull();
  come(60);
  come(60);
  expect(housekeeping.plan(arriving)?.keptFrom).toBe(342);
  const removed = { __typename: 'ConversationRemoved', cursor: '', at: '', conversationId: 'c1' } as const;
  expect(housekeeping.plan([...arriving, removed])).toBeNull();
});

test('it is no rush any longer once somebody scrolls up', () => {
  fill();
  const unfollow = followed.follow('c1', free);
  come(60);
  come(60);
  expect(housekeeping.isRush).toBe(true);
  unfollow();
  expect(housekeeping.isRush).toBe(false);
});

test('of a rush the run that went goes from memory, too', () => {
  vi.useFakeTimers();
  fill();
  followed.follow('c1', free);
  come(60);
  come(60);
  const rush = housekeeping.plan(Array.from({ length: 100 }, (_, place) => added(message(place + 302))));
  const id = conversationCacheId('c1');
  const edges = Array.from({ length: 60 }, (_, place) => ({ __typename: 'MessageEdge', node: writeMessage(place + 342) }));
  cache.modify({ id, fields: { messages: () => ({ __typename: 'MessageConnection', edges }) } });
  expect(rush?.conversationId).toBe('c1');
  come(100);
  vi.advanceTimersByTime(10_000);
  // And the one that nothing refers to.
  expect(heldMessages()).toEqual([messageCacheId('m1'), ...run()]);
});
