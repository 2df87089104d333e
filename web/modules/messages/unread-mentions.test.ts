import { describe, expect, test } from 'vitest';
import { unreadMentionsIn } from './unread-mentions';

const said = (seq: number, mentioned: string[] = [], changes: object = {}) => ({
  seq,
  kind: 'TEXT',
  deletedAt: null,
  author: { id: 'ana' },
  mentionsEveryone: false,
  mentions: mentioned.map((id) => ({ id })),
  ...changes,
});
const messages = [said(4, ['bia']), said(5), said(6, ['bia']), said(7, [], { mentionsEveryone: true }), said(8)];
const marks = { lastSeq: 8, lastReadSeq: 4, unreadMentions: 2 };
const of = (loaded = messages, changes: Partial<typeof marks> = {}, waiting = 0) =>
  unreadMentionsIn(loaded, { ...marks, ...changes }, waiting, 'bia');

describe('unread mentions', () => {
  test('are counted where all that is unread is loaded, and the first is known', () => {
    expect(of()).toMatchObject({ count: 2, first: 6 });
    expect(of(messages, { unreadMentions: 7 })).toMatchObject({ count: 2 });
    expect(of(messages, { lastReadSeq: 6 })).toMatchObject({ count: 1, first: 7 });
  });

  test('are not what was deleted, or one’s own, or a notice', () => {
    const own = said(6, ['bia'], { author: { id: 'bia' } });
    const gone = said(7, ['bia'], { deletedAt: '2026-11-23T12:00:00.000Z' });
    expect(of([said(5), own, gone, said(8, [], { kind: 'MEMBER_LEFT', mentionsEveryone: true })])).toMatchObject({ count: 0, first: null });
  });

  test('are fewer by those that were read without a line', () => {
    expect(of(messages, {}, 6)).toMatchObject({ count: 1, first: 7, readSeq: 6 });
    expect(of(messages, {}, 8)).toMatchObject({ count: 0, first: null });
    expect(of(messages.slice(0, 4), { lastSeq: 20, unreadMentions: 9 }, 6)).toMatchObject({ count: 8, first: 7 });
  });

  test('are as the server counts them where not all is loaded; the first may lie before what is', () => {
    expect(of(messages.slice(3), { unreadMentions: 2 })).toMatchObject({ count: 2, first: null });
    expect(of(messages, { lastSeq: 90, unreadMentions: 5 })).toMatchObject({ count: 5, first: 6 });
    expect(of([], { unreadMentions: 3 })).toMatchObject({ count: 3, first: null });
  });
});
