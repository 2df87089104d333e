import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import type { ConversationItem } from '../ui/view';
import { conversationCommands, plain, type Command } from './palette-commands';
import { paletteGroups, peopleOffered } from './palette-groups';

const t = ((key: string) => key) as unknown as TFunction;
const command = (title: string, more: Partial<Command> = {}): Command => ({
  ...plain,
  id: title,
  title,
  look: 'search',
  run: () => undefined,
  ...more,
});
const group = (id: string, ...entries: Command[]) => ({ id, title: id, entries });
const item = (title: string, at: number, more: Partial<ConversationItem> = {}): ConversationItem => ({
  id: title,
  kind: 'GROUP',
  title,
  photoUrl: null,
  colorKey: title,
  preview: null,
  draft: null,
  at,
  unreadCount: 0,
  unreadMentions: 0,
  muted: false,
  pinned: false,
  archived: false,
  markedUnread: false,
  notify: 'ALL',
  typing: [],
  peerId: null,
  presence: null,
  ...more,
});

test('conversations come with what waits first, what is muted after that, then by the newest', () => {
  const items = [
    item('old', 1),
    item('new', 5),
    item('muted', 4, { unreadCount: 2, muted: true }),
    item('waits', 2, { unreadCount: 1 }),
    item('reminder', 3, { markedUnread: true }),
  ];
  expect(conversationCommands(items, t, () => undefined).map(({ title }) => title)).toEqual(['reminder', 'waits', 'muted', 'new', 'old']);
});

const places = Array.from({ length: 9 }, (_, index) => command(`Place ${index}`));
const offered = (typed: string) =>
  paletteGroups({
    typed,
    conversations: group('conversations', command('Darkroom'), ...places),
    commands: [
      group('general', command('New group'), command('Appearance: Dark', { typedOnly: true }), command('Dark', { typedOnly: true })),
    ],
    people: group('people', ...(typed === '' ? [] : [command('Whoever the server found')])),
    last: group('last', command('Search messages')),
  }).map(({ id, entries }) => [id, ...entries.map(({ title }) => title)]);

test('before anything is typed a few conversations and the usual commands are offered', () => {
  const [conversations, general] = offered('');
  expect(conversations).toHaveLength(1 + 6);
  expect(general).toEqual(['general', 'New group']);
});

test('what is typed brings what fits best to the top, and people and messages stay below', () => {
  expect(offered('new')).toEqual([
    ['general', 'New group'],
    ['people', 'Whoever the server found'],
    ['last', 'Search messages'],
  ]);
  expect(offered('dark').slice(0, 2)).toEqual([
    ['conversations', 'Darkroom'],
    ['general', 'Dark', 'Appearance: Dark'],
  ]);
  expect(offered('place')[0]).toHaveLength(1 + 8);
});

test('of people only who answers to what is typed now is offered', () => {
  const results = [{ id: 'marcos', username: 'marcos', displayName: 'Marcos', photoUrl: null }];
  expect(peopleOffered({ results, loading: false, error: null })).toEqual(results);
  expect(peopleOffered({ results, loading: true, error: null })).toEqual([]);
  expect(peopleOffered({ results, loading: false, error: 'No line.' })).toEqual([]);
});
