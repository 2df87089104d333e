import type { TFunction } from 'i18next';
import { describe, expect, test } from 'vitest';
import type { MessageFieldsFragment } from '../../generated/graphql';
import type { OutboxItem, Write } from '../../live/outbox-item';
import type { ShownConversation } from '../conversations/conversation-view';
import { message as anyMessage, user } from '../../testkit/chat';
import { messageRows, type RowsInput } from './message-rows';

const now = Date.UTC(2026, 10, 23, 12);
const message: typeof anyMessage = (seq, changes) =>
  anyMessage(seq, { createdAt: new Date(now - 60_000).toISOString(), author: user('ana'), ...changes });

let counter = 0;
const waiting = (write: Write, refusedWith: string | null = null): OutboxItem => ({
  id: String((counter += 1)),
  conversationId: 'c1',
  write,
  at: now,
  refusedWith,
});

const rowsOf = (changes: Partial<RowsInput>, role: 'MEMBER' | 'ADMIN' = 'MEMBER') =>
  messageRows({
    messages: [message(1)],
    conversation: { kind: 'GROUP', viewerState: { role, othersReadSeq: 1, othersDeliveredSeq: 2 } } as ShownConversation,
    outbox: [],
    viewer: { id: 'ana', username: 'ana', displayName: 'ana', photoUrl: null },
    members: [],
    nameOf: (id) => id,
    reasonOf: (code) => `because ${code}`,
    fileUrlOf: () => null,
    now,
    t: ((key: string) => key) as TFunction,
    language: 'en',
    ...changes,
  });
const rowOf = (changes: Partial<RowsInput>, role?: 'MEMBER' | 'ADMIN') => rowsOf(changes, role)[0];

describe('rows of a conversation', () => {
  test('own messages carry their ticks; others’ none', () => {
    const rows = rowsOf({ messages: [message(1), message(2), message(3), message(4, { author: user('bia') })] });
    expect(rows.map((row) => row.status)).toEqual(['read', 'delivered', 'sent', null]);
  });

  test('a reply shows what it answers as it is now, a waiting edit or deletion of it too', () => {
    const answered = { __typename: 'Message' as const, seq: 1, text: 'as it was', deletedAt: null, author: user('bia'), attachments: [] };
    const messages = [message(1, { text: 'as it is' }), message(2, { replyTo: answered })];
    const quoteIn = (outbox: OutboxItem[], loaded = messages) => rowsOf({ messages: loaded, outbox }).at(-1)?.replyTo;
    expect(quoteIn([])).toMatchObject({ seq: 1, text: 'as it is', deleted: false });
    expect(quoteIn([waiting({ kind: 'edit', messageId: 'm1', text: 'as it will be' })])).toMatchObject({ text: 'as it will be' });
    expect(quoteIn([waiting({ kind: 'delete', messageId: 'm1' })])).toMatchObject({ text: '', deleted: true });
    expect(quoteIn([], messages.slice(1))).toMatchObject({ text: 'as it was', authorName: 'bia' });
    const soon = waiting({ kind: 'send', clientId: 'x', text: 'soon', replyTo: { id: 'm1', seq: 1 } });
    expect(quoteIn([soon])).toMatchObject({ seq: 1, text: 'as it is' });
    const gone = [message(1, { text: '', deletedAt: new Date(now).toISOString() }), message(2)];
    expect(quoteIn([soon], gone)).toMatchObject({ text: '', deleted: true });
  });

  test('of a conversation that is not loaded only what waits is shown', () => {
    const outbox = [
      waiting({ kind: 'edit', messageId: 'm1', text: 'other' }),
      waiting({ kind: 'send', clientId: 'x', text: 'hello @everyone' }),
    ];
    expect(rowsOf({ conversation: null, messages: [], outbox })).toMatchObject([
      { key: 'x', text: 'hello @everyone', status: 'pending', mentionsEveryone: false },
    ]);
  });

  test('a send that waits comes last, and keeps its key when it is stored', () => {
    const send = waiting({ kind: 'send', clientId: 'client-2', text: 'text 2' });
    const before = rowsOf({ outbox: [send] });
    expect(before.map((row) => [row.key, row.status])).toEqual([
      ['client-1', 'read'],
      ['client-2', 'pending'],
    ]);
    const after = rowsOf({ messages: [message(1), message(2)], outbox: [send] });
    expect(after.map((row) => [row.key, row.status])).toEqual([
      ['client-1', 'read'],
      ['client-2', 'delivered'],
    ]);
  });

  test('whom a waiting text mentions shows before the server says it; everyone only where the viewer may call them', () => {
    const members = ['bia', 'caio'].map((id) => ({ id, username: id, displayName: id, photoUrl: null }));
    const outbox = [
      waiting({ kind: 'send', clientId: 'x', text: '@bia and @everyone' }),
      waiting({ kind: 'edit', messageId: 'm1', text: '@caio' }),
    ];
    const [edited, sent] = rowsOf({ outbox, members });
    expect(sent).toMatchObject({ mentions: [{ id: 'bia' }], mentionsEveryone: false });
    expect(edited).toMatchObject({ mentions: [{ id: 'caio' }], mentionsEveryone: false });
    expect(rowsOf({ outbox, members }, 'ADMIN')[1]).toMatchObject({ mentionsEveryone: true });
  });

  test('a send that was refused says why', () => {
    const rows = rowsOf({ outbox: [waiting({ kind: 'send', clientId: 'x', text: 'no' }, 'FORBIDDEN')] });
    expect(rows[1]).toMatchObject({ status: 'failed', failure: { reason: 'because FORBIDDEN' } });
  });

  test('what waits to be edited or deleted shows as done', () => {
    expect(rowOf({ outbox: [waiting({ kind: 'edit', messageId: 'm1', text: 'new' })] })).toMatchObject({ text: 'new', edited: true });
    expect(rowOf({ outbox: [waiting({ kind: 'delete', messageId: 'm1' })] })).toMatchObject({
      text: '',
      deleted: true,
      canEdit: false,
      canReact: false,
    });
  });

  test('a refused edit leaves the stored text and says why', () => {
    expect(rowOf({ outbox: [waiting({ kind: 'edit', messageId: 'm1', text: 'new' }, 'CONFLICT')] })).toMatchObject({
      text: 'text 1',
      failure: { reason: 'because CONFLICT' },
    });
  });

  test('waiting reactions count once, and are taken back', () => {
    const reactions: MessageFieldsFragment['reactions'] = [{ __typename: 'Reaction', emoji: '👍', count: 1, userIds: ['bia'] }];
    const add = waiting({ kind: 'addReaction', messageId: 'm1', emoji: '👍' });
    const messages = [message(1, { reactions })];
    expect(rowOf({ messages, outbox: [add] })?.reactions).toEqual([{ emoji: '👍', count: 2, mine: true, names: ['bia', 'ana'] }]);
    expect(rowOf({ messages, outbox: [add, add] })?.reactions[0]?.count).toBe(2);
    const remove = waiting({ kind: 'removeReaction', messageId: 'm1', emoji: '👍' });
    expect(rowOf({ messages, outbox: [add, remove] })?.reactions).toEqual([{ emoji: '👍', count: 1, mine: false, names: ['bia'] }]);
    expect(rowOf({ messages, outbox: [remove] })?.reactions[0]?.count).toBe(1);
  });

  test('one edits one’s own for a day, and deletes one’s own, an admin everybody’s', () => {
    const old = message(1, { createdAt: new Date(now - 25 * 3_600_000).toISOString() });
    expect(rowOf({ messages: [old] })).toMatchObject({ canEdit: false, canDelete: true });
    const foreign = [message(1, { author: user('bia') })];
    expect(rowOf({ messages: foreign })).toMatchObject({ own: false, canEdit: false, canDelete: false, canReact: true });
    expect(rowOf({ messages: foreign }, 'ADMIN')).toMatchObject({ canEdit: false, canDelete: true });
  });

  test('a system message is a sentence, and nothing can be done with it', () => {
    const notice = message(1, { kind: 'MEMBER_LEFT', text: '', author: null });
    expect(rowOf({ messages: [notice] })).toMatchObject({ kind: 'SYSTEM', own: false, canDelete: false, canReact: false, status: null });
    expect(rowOf({ messages: [notice] })?.notice).toBe('app.notice.MEMBER_LEFT.other');
  });
});
