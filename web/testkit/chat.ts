import type {
  ConversationQuery,
  MemberFieldsFragment,
  MessageFieldsFragment,
  UserFieldsFragment,
  ViewerStateFieldsFragment,
} from '../generated/graphql';

/** What the server would answer: two people, Ana and Bia, and a group of them. */
export const user = (id: string, changes: Partial<UserFieldsFragment> = {}): UserFieldsFragment => ({
  __typename: 'User',
  id,
  username: id,
  displayName: id,
  photoUrl: null,
  revision: 1,
  ...changes,
});
export const ana = user('ana');
export const bia = user('bia');
export const message = (seq: number, changes: Partial<MessageFieldsFragment> = {}): MessageFieldsFragment => ({
  __typename: 'Message',
  id: `m${seq}`,
  conversationId: 'c1',
  seq,
  clientId: `client-${seq}`,
  kind: 'TEXT',
  text: `text ${seq}`,
  createdAt: new Date(Date.UTC(2026, 10, 23, 10, 0, seq)).toISOString(),
  editedAt: null,
  deletedAt: null,
  revision: 1,
  author: bia,
  notice: null,
  reactions: [],
  attachments: [],
  pinned: false,
  mentionsEveryone: false,
  mentions: [],
  replyTo: null,
  ...changes,
});

export const state = (changes: Partial<ViewerStateFieldsFragment> = {}): ViewerStateFieldsFragment => ({
  __typename: 'ViewerState',
  role: 'MEMBER',
  lastReadSeq: 2,
  unreadCount: 0,
  unreadMentions: 0,
  othersReadSeq: 0,
  othersDeliveredSeq: 0,
  notify: 'ALL',
  mutedUntil: null,
  pinned: false,
  archived: false,
  markedUnread: false,
  revision: 1,
  ...changes,
});

export const member = (of: UserFieldsFragment, changes: Partial<MemberFieldsFragment> = {}): MemberFieldsFragment => ({
  __typename: 'Member',
  role: 'MEMBER',
  joinedAt: '2026-11-23T09:00:00.000Z',
  lastReadSeq: 0,
  lastDeliveredSeq: 0,
  revision: 1,
  user: of,
  ...changes,
});

export const membersOf = (members: readonly MemberFieldsFragment[]): GroupView['members'] => ({
  __typename: 'MemberConnection',
  edges: members.map((node) => ({ __typename: 'MemberEdge', node })),
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
});

export type GroupView = Extract<NonNullable<ConversationQuery['conversation']>, { __typename: 'Group' }>;
export const group = (id: string, messages: MessageFieldsFragment[], changes: Partial<GroupView> = {}): GroupView => ({
  __typename: 'Group',
  id,
  kind: 'GROUP',
  name: 'Weather',
  description: '',
  photoUrl: null,
  createdAt: '2026-11-23T09:00:00.000Z',
  lastActivityAt: messages.at(-1)?.createdAt ?? '2026-11-23T09:00:00.000Z',
  lastSeq: messages.at(-1)?.seq ?? 0,
  memberCount: 2,
  revision: 1,
  lastMessage: messages.at(-1) ?? null,
  viewerState: state(),
  messages: { __typename: 'MessageConnection', edges: messages.map((node) => ({ __typename: 'MessageEdge', node })) },
  members: membersOf([member(ana), member(bia)]),
  ...changes,
});
