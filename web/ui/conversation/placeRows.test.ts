import { describe, expect, test } from 'vitest';
import type { MessageRow, Person } from '../view';
import { groupGapMs, placeRows } from './placeRows';

const ana: Person = { id: 'ana', displayName: 'Ana', username: 'ana', photoUrl: null };
const bia: Person = { id: 'bia', displayName: 'Bia', username: 'bia', photoUrl: null };
const noon = new Date(2026, 10, 23, 12).getTime();

function row(seq: number, author: Person, at: number, more: Partial<MessageRow> = {}): MessageRow {
  return {
    key: `key-${seq}`,
    id: `id-${seq}`,
    seq,
    kind: 'TEXT',
    own: author === ana,
    author,
    text: 'text',
    notice: null,
    at,
    edited: false,
    deleted: false,
    status: null,
    failure: null,
    attachments: [],
    reactions: [],
    replyTo: null,
    canReply: true,
    canEdit: false,
    canDelete: false,
    canReact: true,
    canPin: true,
    pinned: false,
    mentions: [],
    mentionsEveryone: false,
    ...more,
  };
}

const groupsOf = (rows: MessageRow[]) =>
  placeRows(rows, null, false).map(({ startsGroup, endsGroup }) => `${startsGroup ? '[' : ''}${endsGroup ? ']' : ''}`);

describe('groups', () => {
  test('hold one author while the gaps are short', () => {
    expect(groupsOf([row(1, ana, noon), row(2, ana, noon + 1), row(3, ana, noon + groupGapMs), row(4, bia, noon + groupGapMs)])).toEqual([
      '[',
      '',
      ']',
      '[]',
    ]);
  });

  test('end after five minutes, at a system message and at midnight', () => {
    const midnight = new Date(2026, 10, 24).getTime();
    expect(groupsOf([row(1, ana, noon), row(2, ana, noon + groupGapMs)])).toEqual(['[]', '[]']);
    expect(groupsOf([row(1, ana, noon), row(2, ana, noon, { kind: 'SYSTEM' }), row(3, ana, noon)])).toEqual(['[]', '[]', '[]']);
    expect(groupsOf([row(1, ana, midnight - 1_000), row(2, ana, midnight + 1_000)])).toEqual(['[]', '[]']);
  });

  test('take in own messages that have no seq yet', () => {
    expect(groupsOf([row(1, ana, noon), row(2, ana, noon + 1, { seq: null, id: null, status: 'pending' })])).toEqual(['[', ']']);
  });
});

describe('the unread divider', () => {
  test('stands before the first unread row of someone else and splits their group', () => {
    const rows = [row(1, bia, noon), row(2, ana, noon + 1), row(3, bia, noon + 2), row(4, bia, noon + 3)];
    const placed = placeRows(rows, 1, false);
    expect(placed.map(({ startsUnread }) => startsUnread)).toEqual([false, false, true, false]);
    expect(placeRows(rows, 3, false)[3]).toMatchObject({ startsUnread: true, startsGroup: true });
  });

  test('stands before the first loaded row only where no older one may be the first unread', () => {
    const rows = [row(5, bia, noon), row(6, bia, noon + 1)];
    expect(placeRows(rows, 4, true)[0]).toMatchObject({ startsUnread: true });
    expect(placeRows(rows, 2, true).some(({ startsUnread }) => startsUnread)).toBe(false);
    expect(placeRows(rows, 2, false)[0]).toMatchObject({ startsUnread: true });
  });

  test('is absent when everything was read or nothing is known', () => {
    const rows = [row(1, bia, noon), row(2, ana, noon)];
    expect(placeRows(rows, 1, false).some(({ startsUnread }) => startsUnread)).toBe(false);
    expect(placeRows(rows, null, false).some(({ startsUnread }) => startsUnread)).toBe(false);
  });
});

test('a day begins at the first row, unless older rows may still come, and after midnight', () => {
  const rows = [row(1, ana, noon), row(2, ana, noon + 1), row(3, ana, noon + 86_400_000)];
  expect(placeRows(rows, null, false).map(({ startsDay }) => startsDay)).toEqual([true, false, true]);
  expect(placeRows(rows, null, true).map(({ startsDay }) => startsDay)).toEqual([false, false, true]);
});
