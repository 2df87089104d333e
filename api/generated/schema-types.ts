import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { User as UserRecord, ViewerRecord } from '../modules/users/user.model.js';
import type { AccessToken as AccessTokenRecord } from '../modules/auth/access-token.model.js';
import type { Webhook as WebhookRecord, WebhookDelivery as WebhookDeliveryRecord } from '../modules/integrations/webhook.model.js';
import type { Session as SessionRecord } from '../modules/auth/session.model.js';
import type { Conversation as ConversationRecord } from '../modules/conversations/conversation.model.js';
import type { ShownAttachment as AttachmentRecord } from '../modules/media/attachment.model.js';
import type { Member as MemberRecord } from '../modules/conversations/member.model.js';
import type { Invite as InviteRecord } from '../modules/conversations/invite.model.js';
import type { InvitePreview as InvitePreviewRecord } from '../modules/conversations/invite.queries.js';
import type { Message as MessageRecord, Notice as NoticeRecord, ReactionOfMessage } from '../modules/messages/message.model.js';
import type { Report as ReportRecord } from '../modules/administration/report.model.js';
import type { AuditEntry as AuditEntryRecord } from '../modules/administration/audit.model.js';
import type { TypingEvent, MessageAddedEvent, MessageChangedEvent, ConversationChangedEvent, MembersChangedEvent, ConversationRemovedEvent, ReadMarkerMovedEvent, ViewerStateChangedEvent, UserChangedEvent, ViewerChangedEvent, CursorAdvancedEvent } from '../live/events.js';
import type { Context } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An opaque position in a list or in an event stream. Never parse it; hand it back as it came. */
  Cursor: { input: string; output: string; }
  /** An instant as an ISO 8601 string in UTC with milliseconds, e.g. 2026-11-22T10:00:00.000Z. */
  DateTime: { input: Date; output: Date; }
};

export type AccessScope =
  /** Queries and subscriptions. */
  | 'READ'
  /** Mutations, and what they answer. */
  | 'WRITE';

/** A long-lived way in for a program, in place of a session. It ends when it is revoked, when it expires, and with its account; its sockets then close with 4403. */
export type AccessToken = {
  __typename?: 'AccessToken';
  createdAt: Scalars['DateTime']['output'];
  /** Null: it does not expire. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** To about a minute; null until it was used. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  scopes: Array<AccessScope>;
  /** Whom it speaks for: the viewer, or one of the viewer's bots. */
  user: User;
};

export type Attachment = {
  __typename?: 'Attachment';
  contentType: Scalars['String']['output'];
  /** Milliseconds, for audio and video. */
  durationMs?: Maybe<Scalars['Int']['output']>;
  fileName: Scalars['String']['output'];
  height?: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  kind: AttachmentKind;
  /** Bytes. */
  size: Scalars['Int']['output'];
  /** A smaller picture, at least that wide (pixels, 16–2048) where the original is; signed like `url`. Null for what has none: sounds and files, and videos but at Cloudinary. */
  thumbnailUrl?: Maybe<Scalars['String']['output']>;
  /** Signed, good until urlExpiresAt (15 minutes or more); ask again for a fresh one. Null when the file is gone. */
  url?: Maybe<Scalars['String']['output']>;
  urlExpiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Loudness of a voice message, 0–100, at most 64 bars. */
  waveform?: Maybe<Array<Scalars['Int']['output']>>;
  /** Pixels; null where the kind has none. */
  width?: Maybe<Scalars['Int']['output']>;
};


export type AttachmentThumbnailUrlArgs = {
  width?: InputMaybe<Scalars['Int']['input']>;
};

export type AttachmentConnection = {
  __typename?: 'AttachmentConnection';
  edges: Array<AttachmentEdge>;
  pageInfo: PageInfo;
};

export type AttachmentEdge = {
  __typename?: 'AttachmentEdge';
  cursor: Scalars['Cursor']['output'];
  /** The message that carries it. */
  messageSeq: Scalars['Int']['output'];
  node: Attachment;
};

export type AttachmentKind =
  | 'AUDIO'
  | 'FILE'
  | 'IMAGE'
  | 'VIDEO';

export type AuditAction =
  | 'ADMIN_MADE'
  | 'ADMIN_REMOVED'
  | 'PASSWORD_LINK_MADE'
  | 'REPORT_RESOLVED'
  | 'USER_RESTORED'
  | 'USER_SUSPENDED';

/** One thing that was done for the server. Entries are never changed or removed. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  action: AuditAction;
  /** Null at the command line, or when that account was deleted. */
  actor?: Maybe<User>;
  at: Scalars['DateTime']['output'];
  /** Done at the command line of the server (npm run admin), not by an administrator's account. */
  byCommandLine: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  /** The reason of a suspension, or why the server did it by itself. */
  reason?: Maybe<Scalars['String']['output']>;
  reportId?: Maybe<Scalars['ID']['output']>;
  /** Whom it was done to; of a report, who wrote the message. Null when that account was deleted. */
  subject?: Maybe<User>;
};

export type AuditEntryConnection = {
  __typename?: 'AuditEntryConnection';
  edges: Array<AuditEntryEdge>;
  pageInfo: PageInfo;
};

export type AuditEntryEdge = {
  __typename?: 'AuditEntryEdge';
  cursor: Scalars['Cursor']['output'];
  node: AuditEntry;
};

export type AuthPayload = {
  __typename?: 'AuthPayload';
  /** A signed JWT for the Authorization header and for connectionParams; lives 15 minutes. */
  accessToken: Scalars['String']['output'];
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** For clients without cookies. Null where the request asked for the cookie with the header X-Session: cookie. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  viewer: Viewer;
};

/** A place where two or more people talk: a direct conversation of two, or a group. */
export type Conversation = {
  /** Everything attached in this conversation, newest first. 1–100 a page. */
  attachments: AttachmentConnection;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  kind: ConversationKind;
  /** When the newest message was sent, or createdAt. Lists sort by it. */
  lastActivityAt: Scalars['DateTime']['output'];
  lastMessage?: Maybe<Message>;
  /** Sequence number of the newest message; 0 before the first. */
  lastSeq: Scalars['Int']['output'];
  memberCount: Scalars['Int']['output'];
  /** By joinedAt; `search` as in Query.users, for completing mentions. 1–100 a page. */
  members: MemberConnection;
  /**
   * Messages by seq. `first`/`after` walk from oldest to newest, `last`/`before` from newest to oldest;
   * edges always come in ascending seq. 1–100 a page; without either, the last 50; both are BAD_USER_INPUT.
   * `around` (a seq) and `aroundTime` centre a page of `first` (default 50) on that place.
   */
  messages: MessageConnection;
  /** At most 50, newest pin first. */
  pinnedMessages: Array<Message>;
  revision: Scalars['Int']['output'];
  /** What is the viewer's alone: read position, unread count, mute, pin, archive, role. */
  viewerState: ViewerState;
};


/** A place where two or more people talk: a direct conversation of two, or a group. */
export type ConversationAttachmentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<AttachmentKind>;
};


/** A place where two or more people talk: a direct conversation of two, or a group. */
export type ConversationMembersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** A place where two or more people talk: a direct conversation of two, or a group. */
export type ConversationMessagesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  around?: InputMaybe<Scalars['Int']['input']>;
  aroundTime?: InputMaybe<Scalars['DateTime']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Made, joined, renamed, or its photo or description changed. After ConversationRemoved it means: joined again, start from an empty cache. */
export type ConversationChanged = Event & {
  __typename?: 'ConversationChanged';
  at: Scalars['DateTime']['output'];
  conversation: Conversation;
  cursor: Scalars['Cursor']['output'];
};

export type ConversationConnection = {
  __typename?: 'ConversationConnection';
  edges: Array<ConversationEdge>;
  pageInfo: PageInfo;
};

export type ConversationEdge = {
  __typename?: 'ConversationEdge';
  cursor: Scalars['Cursor']['output'];
  node: Conversation;
};

export type ConversationKind =
  | 'DIRECT'
  | 'GROUP';

/** What is left out stays as it is; mutedUntil null, or in the past, unmutes. */
export type ConversationPreferencesInput = {
  archived?: InputMaybe<Scalars['Boolean']['input']>;
  conversationId: Scalars['ID']['input'];
  markedUnread?: InputMaybe<Scalars['Boolean']['input']>;
  mutedUntil?: InputMaybe<Scalars['DateTime']['input']>;
  notify?: InputMaybe<NotifyLevel>;
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The viewer left, was removed, or the group was deleted: the last that is heard of it. */
export type ConversationRemoved = Event & {
  __typename?: 'ConversationRemoved';
  at: Scalars['DateTime']['output'];
  conversationId: Scalars['ID']['output'];
  cursor: Scalars['Cursor']['output'];
};

export type CreateAccessTokenInput = {
  /** A bot of the viewer's, which it then speaks for. */
  botId?: InputMaybe<Scalars['ID']['input']>;
  /** In the future; without it the token does not expire. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** 1–64 characters. */
  name: Scalars['String']['input'];
  /** At least one. */
  scopes: Array<AccessScope>;
};

export type CreateAccessTokenPayload = {
  __typename?: 'CreateAccessTokenPayload';
  accessToken: AccessToken;
  /** `tic_` and 43 characters. */
  secret: Scalars['String']['output'];
  /** Whom it speaks for. */
  user: User;
};

export type CreateGroupInput = {
  /** Made by the client: a repeated call with the same clientId answers with the group of the first. */
  clientId?: InputMaybe<Scalars['ID']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  memberIds: Array<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  /** An upload with purpose GROUP_PHOTO. */
  photoUploadId?: InputMaybe<Scalars['ID']['input']>;
};

export type CreateUploadInput = {
  /** What it is meant to be, such as image/png; what it is, its bytes tell. No SVG, no HTML, no programs. */
  contentType: Scalars['String']['input'];
  /** 1–255 characters, without a path. */
  fileName: Scalars['String']['input'];
  purpose: UploadPurpose;
  /** Bytes: at most ServerInfo.maxAttachmentSize, for photos 10 MiB. */
  size: Scalars['Int']['input'];
};

export type CreateWebhookInput = {
  /** One of the viewer's conversations; without it all of them. */
  conversationId?: InputMaybe<Scalars['ID']['input']>;
  /** At least one. */
  events: Array<WebhookEvent>;
  /** http or https, at most 2,048 characters, without a user name. Addresses inside of the server's own network are refused unless PRIVATE_ADDRESSES is on. */
  url: Scalars['String']['input'];
};

/** The secret that signs deliveries is shown this once. */
export type CreateWebhookPayload = {
  __typename?: 'CreateWebhookPayload';
  secret: Scalars['String']['output'];
  webhook: Webhook;
};

/** Nothing for the viewer, but the cursor is newer: at least every minute, and when catching up has ended. */
export type CursorAdvanced = Event & {
  __typename?: 'CursorAdvanced';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  /** True once everything up to now was delivered. */
  live: Scalars['Boolean']['output'];
};

export type DataExport = {
  __typename?: 'DataExport';
  expiresAt: Scalars['DateTime']['output'];
  url: Scalars['String']['output'];
};

export type DirectConversation = Conversation & {
  __typename?: 'DirectConversation';
  attachments: AttachmentConnection;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  kind: ConversationKind;
  lastActivityAt: Scalars['DateTime']['output'];
  lastMessage?: Maybe<Message>;
  lastSeq: Scalars['Int']['output'];
  memberCount: Scalars['Int']['output'];
  members: MemberConnection;
  messages: MessageConnection;
  pinnedMessages: Array<Message>;
  revision: Scalars['Int']['output'];
  viewerState: ViewerState;
};


export type DirectConversationAttachmentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<AttachmentKind>;
};


export type DirectConversationMembersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type DirectConversationMessagesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  around?: InputMaybe<Scalars['Int']['input']>;
  aroundTime?: InputMaybe<Scalars['DateTime']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * A change the viewer may see. `cursor` stands after it: a client that reconnects with the last cursor it got
 * misses nothing. It gets each change since then, in commit order, once; after an absence longer than the
 * server's history of changes it gets the newest state of all that changed instead of each step, and what it
 * knew already may be among it: `revision` tells. Payloads carry the state at delivery, so that a deleted text never comes back.
 * `at` is when it happened. Of ReadMarkerMoved and ViewerStateChanged, and of MembersChanged where it is the newest state, it is when it was told: when somebody read
 * is told by Member.lastReadAt alone. Whoever is connected at that moment hears of it then.
 */
export type Event = {
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
};

export type Group = Conversation & {
  __typename?: 'Group';
  attachments: AttachmentConnection;
  /** Removed with `ban`, the latest 200, newest first; empty for a plain MEMBER. */
  bannedUsers: Array<User>;
  createdAt: Scalars['DateTime']['output'];
  /** At most 500 characters. */
  description: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** Open invites, at most 20; empty for a plain MEMBER. */
  invites: Array<Invite>;
  kind: ConversationKind;
  lastActivityAt: Scalars['DateTime']['output'];
  lastMessage?: Maybe<Message>;
  lastSeq: Scalars['Int']['output'];
  memberCount: Scalars['Int']['output'];
  members: MemberConnection;
  messages: MessageConnection;
  /** 1–80 characters. */
  name: Scalars['String']['output'];
  /** As User.photoUrl. */
  photoUrl?: Maybe<Scalars['String']['output']>;
  pinnedMessages: Array<Message>;
  revision: Scalars['Int']['output'];
  viewerState: ViewerState;
};


export type GroupAttachmentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<AttachmentKind>;
};


export type GroupMembersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type GroupMessagesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  around?: InputMaybe<Scalars['Int']['input']>;
  aroundTime?: InputMaybe<Scalars['DateTime']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type GroupPhotoUrlArgs = {
  size?: InputMaybe<Scalars['Int']['input']>;
};

export type Invite = {
  __typename?: 'Invite';
  /** 16 letters and digits that nobody can guess. */
  code: Scalars['String']['output'];
  createdBy?: Maybe<User>;
  /** Null: never. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** A page of this server that shows the invite. */
  url: Scalars['String']['output'];
  /** Null: as many as like. */
  usesLeft?: Maybe<Scalars['Int']['output']>;
};

/** What somebody who holds an invite code may see before joining. */
export type InvitePreview = {
  __typename?: 'InvitePreview';
  /** Set when the viewer is a member already. */
  groupId?: Maybe<Scalars['ID']['output']>;
  groupName: Scalars['String']['output'];
  groupPhotoUrl?: Maybe<Scalars['String']['output']>;
  memberCount: Scalars['Int']['output'];
};


/** What somebody who holds an invite code may see before joining. */
export type InvitePreviewGroupPhotoUrlArgs = {
  size?: InputMaybe<Scalars['Int']['input']>;
};

export type Member = {
  __typename?: 'Member';
  joinedAt: Scalars['DateTime']['output'];
  /** Every message up to this seq reached one of this member's devices. */
  lastDeliveredSeq: Scalars['Int']['output'];
  /** When lastReadSeq last moved. Null if never, or if the user hides when they were last connected (Viewer.showLastSeen). */
  lastReadAt?: Maybe<Scalars['DateTime']['output']>;
  /** Every message up to this seq was read by this member. */
  lastReadSeq: Scalars['Int']['output'];
  revision: Scalars['Int']['output'];
  role: MemberRole;
  user: User;
};

export type MemberConnection = {
  __typename?: 'MemberConnection';
  edges: Array<MemberEdge>;
  pageInfo: PageInfo;
};

export type MemberEdge = {
  __typename?: 'MemberEdge';
  cursor: Scalars['Cursor']['output'];
  node: Member;
};

export type MemberRole =
  | 'ADMIN'
  | 'MEMBER'
  | 'OWNER';

export type MembersChanged = Event & {
  __typename?: 'MembersChanged';
  at: Scalars['DateTime']['output'];
  changed: Array<Member>;
  conversationId: Scalars['ID']['output'];
  cursor: Scalars['Cursor']['output'];
  memberCount: Scalars['Int']['output'];
  removedUserIds: Array<Scalars['ID']['output']>;
};

/**
 * One message. Nothing in it depends on who looks, so that one rendering serves every subscriber.
 * A deleted message keeps its place: text is empty, attachments and reactions are gone, deletedAt is set.
 */
export type Message = {
  __typename?: 'Message';
  attachments: Array<Attachment>;
  /** Null for a system message, or when the author deleted the account. */
  author?: Maybe<User>;
  /** The sender's own id for this send. The same (conversation, author, clientId) is stored once, however often it is sent. */
  clientId: Scalars['ID']['output'];
  conversation: Conversation;
  conversationId: Scalars['ID']['output'];
  createdAt: Scalars['DateTime']['output'];
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  editedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Earlier texts, newest first; empty for all but its author and the group's admins. */
  edits: Array<MessageEdit>;
  id: Scalars['ID']['output'];
  kind: MessageKind;
  /** Members whose @username stood in the text, outside of code, when it was sent or edited; at most 50, in the order of the text. */
  mentions: Array<User>;
  /** @everyone, by an ADMIN or OWNER of a group; from anybody else, and in a direct conversation, it is just text. */
  mentionsEveryone: Scalars['Boolean']['output'];
  /** What a system message tells; null for TEXT. */
  notice?: Maybe<Notice>;
  pinned: Scalars['Boolean']['output'];
  /** At most 20 different emoji. */
  reactions: Array<Reaction>;
  /** Members whose lastReadSeq has reached it, the author aside. */
  readBy: MemberConnection;
  /** The message of the same conversation that this one answers to, as it is now: where it was deleted, its empty place. */
  replyTo?: Maybe<Message>;
  /** Grows with every change of this message; a client keeps the higher one. */
  revision: Scalars['Int']['output'];
  /** Position in the conversation: 1, 2, 3, … without a hole, in the order that everybody sees. */
  seq: Scalars['Int']['output'];
  /** Markdown, at most 8,000 characters; empty where there are attachments only, and in system messages. */
  text: Scalars['String']['output'];
};


/**
 * One message. Nothing in it depends on who looks, so that one rendering serves every subscriber.
 * A deleted message keeps its place: text is empty, attachments and reactions are gone, deletedAt is set.
 */
export type MessageReadByArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type MessageAdded = Event & {
  __typename?: 'MessageAdded';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  message: Message;
};

/** Edited, deleted, pinned, or its reactions changed. */
export type MessageChanged = Event & {
  __typename?: 'MessageChanged';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  message: Message;
};

export type MessageConnection = {
  __typename?: 'MessageConnection';
  edges: Array<MessageEdge>;
  pageInfo: PageInfo;
};

export type MessageEdge = {
  __typename?: 'MessageEdge';
  cursor: Scalars['Cursor']['output'];
  node: Message;
};

export type MessageEdit = {
  __typename?: 'MessageEdit';
  at: Scalars['DateTime']['output'];
  text: Scalars['String']['output'];
};

export type MessageKind =
  | 'GROUP_CREATED'
  | 'GROUP_PHOTO_CHANGED'
  | 'GROUP_RENAMED'
  | 'MEMBERS_ADDED'
  | 'MEMBER_JOINED'
  | 'MEMBER_LEFT'
  | 'MEMBER_REMOVED'
  | 'ROLE_CHANGED'
  | 'TEXT';

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * By an ADMIN or OWNER; at most 200 in one call, 2,000 in a day (see createGroup), 10,000 in a group. Who is present already is skipped; whoever joins by an
   * invite does not count. Somebody who is banned: CONFLICT (userIds, reason BANNED); somebody new who has blocked the viewer, or whom the viewer has blocked:
   * FORBIDDEN, as createGroup. Then nobody is added.
   */
  addMembers: Group;
  addReaction: Message;
  /**
   * Neither can write to the other directly any more: startDirectConversation, sending, editing, reacting and pinning in their direct conversation are
   * FORBIDDEN to both, typing is not told, and each is OFFLINE to the other. Neither brings the other into a group (createGroup, addMembers: FORBIDDEN), but
   * both may come by an invite, or be added by others; groups where both are go on. The blocked person is not told. At most 1,000 (CONFLICT).
   */
  blockUser: User;
  /** True, also where there is none any more; CONFLICT for what is in use. */
  cancelUpload: Scalars['Boolean']['output'];
  /**
   * The new address takes effect when it is verified; the old one is told. CONFLICT (newEmail) where another account has it; a wrong password as in changePassword;
   * RATE_LIMITED as in resendVerification. The current address takes back a change that waits.
   */
  changeEmail: Scalars['Boolean']['output'];
  /**
   * Ends all other sessions, and a change of the e-mail address that waits to be verified. A wrong currentPassword is BAD_USER_INPUT with the reason WRONG, never
   * UNAUTHENTICATED: the viewer stays signed in. RATE_LIMITED after 10 wrong ones of an account in 15 minutes, here and wherever a password is asked for.
   */
  changePassword: Scalars['Boolean']['output'];
  /**
   * After the bytes were sent: checks them and makes the upload usable. UPLOAD_INVALID says what is wrong (`reason`). May be repeated; NOT_FOUND once it was used
   * where the viewer is no member any more. Pictures (JPEG, PNG, GIF, WebP, at most 50 million pixels) are written anew, without EXIF and GPS. `durationMs` (at
   * most 24 hours) and `waveform` (at most 64 bars, 0–100) are for sounds.
   */
  completeUpload: Attachment;
  /** For the viewer, or for a bot of the viewer's (`botId`). At most 50 that work for each account: a 51st is a CONFLICT. The secret is shown this once. */
  createAccessToken: CreateAccessTokenPayload;
  /**
   * An account of its own for an integration, with its first access token (READ and WRITE). Owned by the viewer; at most 20, a 21st is a CONFLICT, and 40 made in a day, then RATE_LIMITED. It has no
   * password and no e-mail address, and stops with its owner. People talk to it, and add it to groups, as to anybody.
   */
  createBot: CreateAccessTokenPayload;
  /**
   * With the viewer as OWNER. FORBIDDEN where one of `memberIds` and the viewer have blocked one another, in either direction (reason CANNOT_ADD): it names
   * those whom the viewer has blocked, and nobody who has blocked the viewer. At most 100 in a day by one account, its bots among it, and 2,000 people brought into groups, by this and addMembers; then RATE_LIMITED.
   */
  createGroup: Group;
  /**
   * By an ADMIN or OWNER; at most 20 open ones: CONFLICT (groupId, reason TOO_MANY). `expiresAt`: in the future, at most a year ahead; left out, in
   * 7 days; null, never. `maxUses`: 1–10,000; left out or null, as many as like.
   */
  createInvite: Invite;
  /**
   * First step of every upload: a ticket to send the bytes with (to Cloudinary, or to this server where none is set up), good for an hour. An upload that
   * nothing uses goes after 24 hours; of one person, at most 100 wait, with 250 MB in all: else CONFLICT (`size`, TOO_MANY).
   */
  createUpload: UploadTicket;
  /** At most 20 for each account: a 21st is a CONFLICT. It hears what happens from now on. */
  createWebhook: CreateWebhookPayload;
  /**
   * For good. All sessions and tokens end, the account leaves its conversations, its bots and webhooks go, and everything personal is erased; its messages
   * stay readable for the others, with author null. A group whose last OWNER this was gets the longest-standing ADMIN, or else member, as its OWNER; one
   * without other members is deleted. FORBIDDEN for a wrong password, RATE_LIMITED after 10 of these in a quarter of an hour, CONFLICT for the last administrator while others have accounts.
   */
  deleteAccount: Scalars['Boolean']['output'];
  /** By its owner. Its tokens end, it leaves its conversations; its messages stay, without an author. */
  deleteBot: Scalars['Boolean']['output'];
  /** By an OWNER. Every member hears ConversationRemoved; nothing of the group can be reached any more, and it is not brought back. */
  deleteGroup: Scalars['Boolean']['output'];
  /** By its author, or by an ADMIN or OWNER of the group. */
  deleteMessage: Message;
  deleteWebhook: Scalars['Boolean']['output'];
  /** By its author, within 24 hours. With expectedRevision, a newer revision answers CONFLICT instead of being overwritten. */
  editMessage: Message;
  /**
   * Everything the server holds on the viewer, as a JSON file (docs/export.schema.json) of the moment at which it is downloaded. Whoever has the link can
   * download it, without signing in, for an hour, or until the account is deleted. At most 5 links an hour, then RATE_LIMITED.
   */
  exportMyData: DataExport;
  /**
   * As a plain MEMBER, at once. Whoever is a member already gets the group, and no use is spent, so that it may be repeated. NOT_FOUND for an unknown
   * code, FORBIDDEN for who was banned, INVITE_EXPIRED, INVITE_REVOKED, INVITE_USED_UP, CONFLICT (inviteCode, reason TOO_MANY) where the group is full.
   */
  joinGroup: Group;
  /** The last OWNER makes somebody else OWNER first, unless nobody else is there: CONFLICT. With the last member the group is gone, as by deleteGroup. */
  leaveGroup: Scalars['Boolean']['output'];
  markDelivered: Scalars['Boolean']['output'];
  /** Never moves back; beyond lastSeq it counts as lastSeq. */
  markRead: ViewerState;
  /** By either of a direct conversation; in a group by an ADMIN or OWNER. A message that is pinned already stays where it is; a deleted one, or a 51st, is a CONFLICT. */
  pinMessage: Message;
  /** One attempt, now, with the same id and the state of now. NOT_FOUND for what the viewer may not see any more. Once a second for each delivery. */
  redeliverWebhook: WebhookDelivery;
  /** Swaps a refresh token (the argument, or the browser's cookie) for a new pair. A token that is used again, more than 10 s after its first use, ends its session. */
  refreshSession: AuthPayload;
  /**
   * Has this browser notified of new TEXT messages (Web Push): what PushSubscription gives, made with serverInfo.vapidPublicKey. For the viewer's session, until that
   * ends. Repeats with the same endpoint replace, also another account's. At most 20 for each account: the oldest gives way. `endpoint` is an https: address of at
   * most 2,048 characters; `p256dh` (65 bytes) and `auth` (16 bytes) are base64url.
   *
   * About 2 s after a message its members' browsers get, encrypted, the JSON {type: "MESSAGE", conversationId, messageId, seq, title, body, tag}: once for each
   * message and browser, at most 3 KB, `body` at most 200 characters. Not its author's, nor of who has read it, nor a browser whose session is at the device
   * (reportActivity). `notify` decides, but a conversation that is muted or archived notifies nobody, and a message nobody who has blocked its author.
   */
  registerPush: Scalars['Boolean']['output'];
  /**
   * By an OWNER, or, of plain members, by an ADMIN. With `ban`, invites no longer work for that person, and nobody can add them, until unbanMember;
   * somebody who has left already can be banned, too.
   */
  removeMember: Group;
  removeReaction: Message;
  /**
   * The person is (not) at the device; five minutes without true means AWAY. Opening a WebSocket counts as true. Over a WebSocket it speaks for that one, over HTTP
   * for all of the session. A client calls it when the person comes and goes, and about once a minute while somebody is there.
   */
  reportActivity: Scalars['Boolean']['output'];
  /** By a member of the conversation; `reason` has 1–1,000 characters. Repeated for the same message it changes nothing. At most 20 a day, then RATE_LIMITED. */
  reportMessage: Scalars['Boolean']['output'];
  /** Mails a link. True whether or not the address has an account. At most 4 an hour for one e-mail address, 20 from one network address; then RATE_LIMITED. */
  requestPasswordReset: Scalars['Boolean']['output'];
  /** Mails a fresh link, to pendingEmail where there is one; the one before is void. False where nothing is left to verify. At most 5 an hour for one account and for one address; then RATE_LIMITED. */
  resendVerification: Scalars['Boolean']['output'];
  /**
   * With the token of the mailed link, which is good once and for one hour: BAD_USER_INPUT (token, INVALID) after that, or after the next link was sent.
   * Ends all sessions and access tokens, and starts a new session. The address counts as verified: the link came there.
   */
  resetPassword: AuthPayload;
  /** By an administrator of the server, as the next two: FORBIDDEN for others. Files that only open reports keep go. Repeated, it answers like the first time. */
  resolveReport: Report;
  /** The viewer's own, or one of a bot of the viewer's. */
  revokeAccessToken: Scalars['Boolean']['output'];
  /** By an ADMIN or OWNER of its group. Repeated: the same answer. */
  revokeInvite: Scalars['Boolean']['output'];
  /** Ends all of the viewer's sessions but this one. How many there were. */
  revokeOtherSessions: Scalars['Int']['output'];
  /** Ends one of the viewer's sessions, and closes its sockets within 5 s. True for one that has ended already; NOT_FOUND for any that is not the viewer's. */
  revokeSession: Scalars['Boolean']['output'];
  sendMessage: Message;
  /** The viewer's own, on all devices. A 51st pinned conversation is a CONFLICT. */
  setConversationPreferences: Conversation;
  setMemberRole: Group;
  /** Ends by itself after 6 seconds. */
  setTyping: Scalars['Boolean']['output'];
  /**
   * UNAUTHENTICATED for a wrong password and an unknown login alike. RATE_LIMITED after 10 failures of one login from one network address in 15 minutes, after
   * 100 from one address, or after 50 an hour of one login; the last two don't count for an account that was signed in from that address before.
   */
  signIn: AuthPayload;
  /**
   * Ends the session of the access token, and the one of the browser's cookie. True as well where it has ended already, or where the cookie's has and the access
   * token is past its time. Any other token that is refused is UNAUTHENTICATED, and its session goes on: refresh it first.
   */
  signOut: Scalars['Boolean']['output'];
  /** Mails a link that verifies the address. At most 60 an hour from one network address, those that end in a CONFLICT among them; then RATE_LIMITED. */
  signUp: AuthPayload;
  /**
   * The one direct conversation of the viewer and that user: made if there is none. FORBIDDEN where either has blocked the other. At most 200 are made in a day by one
   * account, its bots among it; then RATE_LIMITED.
   */
  startDirectConversation: DirectConversation;
  /**
   * All sessions and tokens of that account and of its bots end; signing in is FORBIDDEN. It stays a member, and its messages stay. `reason` has 1–500
   * characters and is for the audit log. CONFLICT for the last administrator, BAD_USER_INPUT (SELF) for the viewer.
   */
  suspendUser: User;
  /** By an ADMIN or OWNER. It brings nobody back: they may be added, or join, again. */
  unbanMember: Group;
  unblockUser: User;
  /** By whoever may pin. */
  unpinMessage: Message;
  unregisterPush: Scalars['Boolean']['output'];
  /** The account can sign in again. Sessions and tokens that were ended stay so. */
  unsuspendUser: User;
  updateGroup: Group;
  updateProfile: User;
  /** What is left out stays. `active: true` also tries at once what waits for its next attempt; it goes on where it stopped. */
  updateWebhook: Webhook;
  /** With the token of the mailed link, good once and for 24 hours, else BAD_USER_INPUT (token, INVALID). Needs no session. CONFLICT where another account took the address meanwhile. */
  verifyEmail: Scalars['Boolean']['output'];
};


export type MutationAddMembersArgs = {
  groupId: Scalars['ID']['input'];
  userIds: Array<Scalars['ID']['input']>;
};


export type MutationAddReactionArgs = {
  emoji: Scalars['String']['input'];
  messageId: Scalars['ID']['input'];
};


export type MutationBlockUserArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationCancelUploadArgs = {
  id: Scalars['ID']['input'];
};


export type MutationChangeEmailArgs = {
  newEmail: Scalars['String']['input'];
  password: Scalars['String']['input'];
};


export type MutationChangePasswordArgs = {
  currentPassword: Scalars['String']['input'];
  newPassword: Scalars['String']['input'];
};


export type MutationCompleteUploadArgs = {
  durationMs?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
  waveform?: InputMaybe<Array<Scalars['Int']['input']>>;
};


export type MutationCreateAccessTokenArgs = {
  input: CreateAccessTokenInput;
};


export type MutationCreateBotArgs = {
  displayName: Scalars['String']['input'];
  username: Scalars['String']['input'];
};


export type MutationCreateGroupArgs = {
  input: CreateGroupInput;
};


export type MutationCreateInviteArgs = {
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  groupId: Scalars['ID']['input'];
  maxUses?: InputMaybe<Scalars['Int']['input']>;
};


export type MutationCreateUploadArgs = {
  input: CreateUploadInput;
};


export type MutationCreateWebhookArgs = {
  input: CreateWebhookInput;
};


export type MutationDeleteAccountArgs = {
  password: Scalars['String']['input'];
};


export type MutationDeleteBotArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationDeleteGroupArgs = {
  groupId: Scalars['ID']['input'];
};


export type MutationDeleteMessageArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationDeleteWebhookArgs = {
  id: Scalars['ID']['input'];
};


export type MutationEditMessageArgs = {
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  messageId: Scalars['ID']['input'];
  text: Scalars['String']['input'];
};


export type MutationJoinGroupArgs = {
  inviteCode: Scalars['String']['input'];
};


export type MutationLeaveGroupArgs = {
  groupId: Scalars['ID']['input'];
};


export type MutationMarkDeliveredArgs = {
  conversationId: Scalars['ID']['input'];
  seq: Scalars['Int']['input'];
};


export type MutationMarkReadArgs = {
  conversationId: Scalars['ID']['input'];
  seq: Scalars['Int']['input'];
};


export type MutationPinMessageArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationRedeliverWebhookArgs = {
  deliveryId: Scalars['ID']['input'];
};


export type MutationRefreshSessionArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


export type MutationRegisterPushArgs = {
  auth: Scalars['String']['input'];
  endpoint: Scalars['String']['input'];
  p256dh: Scalars['String']['input'];
};


export type MutationRemoveMemberArgs = {
  ban?: InputMaybe<Scalars['Boolean']['input']>;
  groupId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationRemoveReactionArgs = {
  emoji: Scalars['String']['input'];
  messageId: Scalars['ID']['input'];
};


export type MutationReportActivityArgs = {
  active: Scalars['Boolean']['input'];
};


export type MutationReportMessageArgs = {
  messageId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


export type MutationRequestPasswordResetArgs = {
  email: Scalars['String']['input'];
};


export type MutationResetPasswordArgs = {
  newPassword: Scalars['String']['input'];
  token: Scalars['String']['input'];
};


export type MutationResolveReportArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeAccessTokenArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeInviteArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeSessionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


export type MutationSetConversationPreferencesArgs = {
  input: ConversationPreferencesInput;
};


export type MutationSetMemberRoleArgs = {
  groupId: Scalars['ID']['input'];
  role: MemberRole;
  userId: Scalars['ID']['input'];
};


export type MutationSetTypingArgs = {
  conversationId: Scalars['ID']['input'];
  typing: Scalars['Boolean']['input'];
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignUpArgs = {
  input: SignUpInput;
};


export type MutationStartDirectConversationArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationSuspendUserArgs = {
  reason: Scalars['String']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationUnbanMemberArgs = {
  groupId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationUnblockUserArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationUnpinMessageArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationUnregisterPushArgs = {
  endpoint: Scalars['String']['input'];
};


export type MutationUnsuspendUserArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationUpdateGroupArgs = {
  input: UpdateGroupInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


export type MutationUpdateWebhookArgs = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  events?: InputMaybe<Array<WebhookEvent>>;
  id: Scalars['ID']['input'];
  url?: InputMaybe<Scalars['String']['input']>;
};


export type MutationVerifyEmailArgs = {
  token: Scalars['String']['input'];
};

/** Who did what to whom, as data, so that each client says it in its own language. */
export type Notice = {
  __typename?: 'Notice';
  actor?: Maybe<User>;
  /** The new name of a renamed group. */
  name?: Maybe<Scalars['String']['output']>;
  /** The new role. */
  role?: Maybe<MemberRole>;
  subjects: Array<User>;
};

export type NotifyLevel =
  | 'ALL'
  | 'MENTIONS'
  | 'NONE';

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['Cursor']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['Cursor']['output']>;
};

export type Presence = {
  __typename?: 'Presence';
  /** When the user was last connected: of who is ONLINE or AWAY, now. Null if never, or if the user hides it. */
  lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  status: PresenceStatus;
};

export type PresenceStatus =
  /** Has a WebSocket open, but is at none of the devices. */
  | 'AWAY'
  /** Has none, for some seconds or longer: who comes back at once, as after a reload, was never away. */
  | 'OFFLINE'
  /** Has a WebSocket open, and was at a device within five minutes (see reportActivity). A bot is ONLINE as long as it has a WebSocket. */
  | 'ONLINE';

export type Query = {
  __typename?: 'Query';
  /** What was done for the server, by whom, to whom. For administrators, FORBIDDEN for others. Newest first, 1–100 a page. */
  auditLog: AuditEntryConnection;
  /** Null where there is none, or the viewer is no member: the two look the same. */
  conversation?: Maybe<Conversation>;
  /** The viewer's conversations by lastActivityAt, newest first, pinned ones among them. 1–100 a page. */
  conversations: ConversationConnection;
  /**
   * Also for who is signed out, as before signing up by invite. Null for an unknown code, and for who was banned from the group; INVITE_EXPIRED,
   * INVITE_REVOKED or INVITE_USED_UP for one that no longer works, but a member is shown the group all the same.
   */
  invite?: Maybe<InvitePreview>;
  message?: Maybe<Message>;
  /** At most 50, in the order in which they were pinned; not those in the archive. */
  pinnedConversations: Array<Conversation>;
  /** For administrators of the server, FORBIDDEN for others. Newest first, 1–100 a page; `resolved`: only those that are, or are not. */
  reports: ReportConnection;
  /**
   * Messages in the viewer's conversations that have every word of `query` (a last word may be a prefix); case and accents don't matter. Newest first.
   * `query`: 1–200 characters, 1–10 words, else BAD_USER_INPUT (EMPTY, TOO_LONG, TOO_MANY). Of a long word, and of what is long in a script without spaces between
   * words, the beginning counts: 32 characters; 20 pairs of neighbouring characters in all. A message is found by its first 400 different words, in such a
   * script by pairs of neighbouring characters; what comes after them in its text is not searched. 1–100 a page. A page may hold fewer than asked for, or none, while
   * hasNextPage is true: then `endCursor` goes on from where the search stopped.
   */
  searchMessages: MessageConnection;
  serverInfo: ServerInfo;
  /** By id or by username, exactly one of them. Null where there is no such user. */
  user?: Maybe<User>;
  /** People whose username or display name has a word that starts with `search`. 1–50 a page. */
  users: UserConnection;
  /** Null when signed out. */
  viewer?: Maybe<Viewer>;
};


export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryConversationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryConversationsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  archived?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryInviteArgs = {
  code: Scalars['String']['input'];
};


export type QueryMessageArgs = {
  id: Scalars['ID']['input'];
};


export type QueryReportsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  resolved?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QuerySearchMessagesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  authorId?: InputMaybe<Scalars['ID']['input']>;
  conversationId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
};


export type QueryUserArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  username?: InputMaybe<Scalars['String']['input']>;
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search: Scalars['String']['input'];
};

export type Reaction = {
  __typename?: 'Reaction';
  count: Scalars['Int']['output'];
  emoji: Scalars['String']['output'];
  /** The earliest, at most 50. */
  userIds: Array<Scalars['ID']['output']>;
  users: UserConnection;
  viewerHasReacted: Scalars['Boolean']['output'];
};


export type ReactionUsersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * Another member read or received more. Not sent in conversations of more than 50; there ViewerStateChanged brings othersReadSeq.
 * Nor for the marks that somebody's own message moves: MessageAdded says that its author has read and received everything up to its seq.
 */
export type ReadMarkerMoved = Event & {
  __typename?: 'ReadMarkerMoved';
  at: Scalars['DateTime']['output'];
  conversationId: Scalars['ID']['output'];
  cursor: Scalars['Cursor']['output'];
  lastDeliveredSeq: Scalars['Int']['output'];
  lastReadSeq: Scalars['Int']['output'];
  userId: Scalars['ID']['output'];
};

/** A message that somebody told the administrators of. They read what was reported, not the conversation around it. */
export type Report = {
  __typename?: 'Report';
  /** What it carried when reported; empty for a message of text alone. */
  attachments: Array<ReportedAttachment>;
  /** Who wrote it; null when that account was deleted. */
  author?: Maybe<User>;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Null where the administrator is no member of its conversation. */
  message?: Maybe<Message>;
  reason: Scalars['String']['output'];
  /** Null when that account was deleted. */
  reportedBy?: Maybe<User>;
  resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** As it was when reported; survives edits and deletion. */
  text: Scalars['String']['output'];
};

export type ReportConnection = {
  __typename?: 'ReportConnection';
  edges: Array<ReportEdge>;
  pageInfo: PageInfo;
};

export type ReportEdge = {
  __typename?: 'ReportEdge';
  cursor: Scalars['Cursor']['output'];
  node: Report;
};

/** A file of a reported message. What it was is kept for as long as the report; the file is the message's, and, once that is deleted, the open report's. */
export type ReportedAttachment = {
  __typename?: 'ReportedAttachment';
  contentType: Scalars['String']['output'];
  /**
   * To be looked at, whether or not the administrator is a member. Null once the message, or its group, was deleted and the report is resolved: until then its
   * files stay, for administrators alone.
   */
  file?: Maybe<Attachment>;
  fileName: Scalars['String']['output'];
  kind: AttachmentKind;
  /** Bytes. */
  size: Scalars['Int']['output'];
};

/** The same clientId with another text, reply or uploads than the first time is a CONFLICT; with the same, the stored message, edited since or not. */
export type SendMessageInput = {
  /** Made by the client, unique for each send: a UUID. */
  clientId: Scalars['ID']['input'];
  conversationId: Scalars['ID']['input'];
  /** A TEXT message of the same conversation, else NOT_FOUND; a deleted one, or a system message, is BAD_USER_INPUT. */
  replyToId?: InputMaybe<Scalars['ID']['input']>;
  text: Scalars['String']['input'];
  /** At most 10 completed uploads with purpose ATTACHMENT, each used in one message; then text may be empty. */
  uploadIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type ServerInfo = {
  __typename?: 'ServerInfo';
  /** Where `events` stands now: subscribe with it before the first query, and nothing is missed in between. */
  eventCursor: Scalars['Cursor']['output'];
  /** Bytes. */
  maxAttachmentSize: Scalars['Int']['output'];
  maxTextLength: Scalars['Int']['output'];
  signUp: SignUpPolicy;
  /** Public key for Web Push (VAPID), or null where push is off. */
  vapidPublicKey?: Maybe<Scalars['String']['output']>;
  version: Scalars['String']['output'];
};

export type Session = {
  __typename?: 'Session';
  createdAt: Scalars['DateTime']['output'];
  current: Scalars['Boolean']['output'];
  deviceName: Scalars['String']['output'];
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  lastUsedAt: Scalars['DateTime']['output'];
};

/** `login` is an e-mail address or a username. */
export type SignInInput = {
  deviceName?: InputMaybe<Scalars['String']['input']>;
  login: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

export type SignUpInput = {
  deviceName?: InputMaybe<Scalars['String']['input']>;
  displayName: Scalars['String']['input'];
  email: Scalars['String']['input'];
  /**
   * Of an invite of a group, which the new account joins in the same call; refused as by joinGroup, and then no account is made. Needed where
   * serverInfo.signUp is INVITE: BAD_USER_INPUT (inviteCode, EMPTY).
   */
  inviteCode?: InputMaybe<Scalars['String']['input']>;
  locale?: InputMaybe<Scalars['String']['input']>;
  /** 8–256 characters. */
  password: Scalars['String']['input'];
  username: Scalars['String']['input'];
};

export type SignUpPolicy =
  | 'CLOSED'
  | 'INVITE'
  | 'OPEN';

export type Subscription = {
  __typename?: 'Subscription';
  /** The same for one conversation. */
  conversationEvents: Event;
  /**
   * Everything that changes for the viewer, in all conversations, resumable. Without `after`: from now on.
   * A cursor past the server's retention ends the stream with the code CURSOR_EXPIRED: query again, then subscribe anew.
   */
  events: Event;
  /** The plain form for integrators: new messages of one conversation from now on. */
  messageAdded: Message;
  /**
   * Presence of people the viewer shares a conversation with: first each of them once, as it is now, in the order of the ids; then whose status changes, within
   * 3 s (30 s where a server breaks down), and who comes into sight or goes out of it, as by a block. Of others nothing is told, and a state may be told twice.
   * Not resumable. At most 500 ids.
   */
  presence: User;
  /** Who starts and stops typing, in one conversation or (null) in all of the viewer's. Not resumable. */
  typing: Typing;
};


export type SubscriptionConversationEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  conversationId: Scalars['ID']['input'];
};


export type SubscriptionEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
};


export type SubscriptionMessageAddedArgs = {
  conversationId: Scalars['ID']['input'];
};


export type SubscriptionPresenceArgs = {
  userIds: Array<Scalars['ID']['input']>;
};


export type SubscriptionTypingArgs = {
  conversationId?: InputMaybe<Scalars['ID']['input']>;
};

export type Typing = {
  __typename?: 'Typing';
  conversationId: Scalars['ID']['output'];
  typing: Scalars['Boolean']['output'];
  user: User;
};

export type UpdateGroupInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  groupId: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  /** An upload with purpose GROUP_PHOTO; null takes the photo away. */
  photoUploadId?: InputMaybe<Scalars['ID']['input']>;
};

export type UpdateProfileInput = {
  about?: InputMaybe<Scalars['String']['input']>;
  displayName?: InputMaybe<Scalars['String']['input']>;
  locale?: InputMaybe<Scalars['String']['input']>;
  /** An upload with purpose AVATAR; null takes the photo away. */
  photoUploadId?: InputMaybe<Scalars['ID']['input']>;
  showLastSeen?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UploadField = {
  __typename?: 'UploadField';
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type UploadPurpose =
  | 'ATTACHMENT'
  | 'AVATAR'
  | 'GROUP_PHOTO';

/** Send the file as multipart/form-data in a POST to `url`: every field as given, then the part `file`. */
export type UploadTicket = {
  __typename?: 'UploadTicket';
  expiresAt: Scalars['DateTime']['output'];
  fields: Array<UploadField>;
  id: Scalars['ID']['output'];
  url: Scalars['String']['output'];
};

export type User = {
  __typename?: 'User';
  /** At most 280 characters. */
  about: Scalars['String']['output'];
  /** True for accounts that are driven by an access token (integrations), not a person. */
  bot: Scalars['Boolean']['output'];
  createdAt: Scalars['DateTime']['output'];
  /** 1–64 characters. */
  displayName: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** Profile photo, or null. `size` is the edge of the square in pixels, 16–1024; what comes is one of a few sizes, at least as large. The address stays until the photo is another. */
  photoUrl?: Maybe<Scalars['String']['output']>;
  /** OFFLINE and null for those who share no conversation with the viewer, or where either has blocked the other. */
  presence: Presence;
  /** Grows with every change; a client keeps the higher one. */
  revision: Scalars['Int']['output'];
  /** 3–32 characters of a–z, 0–9, '.', '_' and '-', unique whatever the case. */
  username: Scalars['String']['output'];
};


export type UserPhotoUrlArgs = {
  size?: InputMaybe<Scalars['Int']['input']>;
};

export type UserChanged = Event & {
  __typename?: 'UserChanged';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  user: User;
};

export type UserConnection = {
  __typename?: 'UserConnection';
  edges: Array<UserEdge>;
  pageInfo: PageInfo;
};

export type UserEdge = {
  __typename?: 'UserEdge';
  cursor: Scalars['Cursor']['output'];
  node: User;
};

/** The signed-in user's own, private view of the account. */
export type Viewer = {
  __typename?: 'Viewer';
  /** Those that work, of the viewer and of the viewer's bots, newest first. */
  accessTokens: Array<AccessToken>;
  /** Runs this server: sees reports, suspends accounts. */
  admin: Scalars['Boolean']['output'];
  /** Whom the viewer has blocked, in that order; at most 1,000. */
  blockedUsers: Array<User>;
  /** Newest first. */
  bots: Array<User>;
  email: Scalars['String']['output'];
  emailVerified: Scalars['Boolean']['output'];
  /** A BCP 47 tag; mails come in Portuguese, Spanish or, for all else, English. */
  locale: Scalars['String']['output'];
  /** The address that takes the place of `email` when it is verified; null where none waits for that. */
  pendingEmail?: Maybe<Scalars['String']['output']>;
  /** Last used first, at most 100. */
  sessions: Array<Session>;
  /** Whether others learn when this person was last connected: Presence.lastSeenAt and Member.lastReadAt. True until updateProfile says otherwise. */
  showLastSeen: Scalars['Boolean']['output'];
  /** Sum of unread messages over conversations that are neither muted nor archived. */
  unreadTotal: Scalars['Int']['output'];
  user: User;
  /** Newest first. */
  webhooks: Array<Webhook>;
};

/** Sessions, tokens, blocks, e-mail or locale of the viewer changed. */
export type ViewerChanged = Event & {
  __typename?: 'ViewerChanged';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  viewer: Viewer;
};

export type ViewerState = {
  __typename?: 'ViewerState';
  archived: Scalars['Boolean']['output'];
  /** Sending a message moves it to that message. A new member starts at the conversation's lastSeq of that moment, and sees the whole history. */
  lastReadSeq: Scalars['Int']['output'];
  /** The viewer's own reminder; unreadCount is unaffected. Reading clears it. */
  markedUnread: Scalars['Boolean']['output'];
  /** No notifications until then, whatever `notify` says. */
  mutedUntil?: Maybe<Scalars['DateTime']['output']>;
  notify: NotifyLevel;
  othersDeliveredSeq: Scalars['Int']['output'];
  /** The least lastReadSeq and lastDeliveredSeq among the other members: the ticks on the viewer's messages. */
  othersReadSeq: Scalars['Int']['output'];
  pinned: Scalars['Boolean']['output'];
  /** Grows with every change, also with the mark that an own message moves: of two states the one with the higher is the newer. */
  revision: Scalars['Int']['output'];
  role: MemberRole;
  /** TEXT messages by others, not deleted, with seq > lastReadSeq. Counted, never stored, so it cannot drift; exact up to 1,000, which means that many or more. */
  unreadCount: Scalars['Int']['output'];
  /** Those of them that mention the viewer, or everyone; exact up to 1,000, too. */
  unreadMentions: Scalars['Int']['output'];
};

/**
 * The viewer's own preferences or read position changed, on this device or another, or the others' did. Told as it is at delivery: unreadCount may
 * include messages whose MessageAdded comes after this. Of one moment are lastSeq and unreadCount in one answer to a query of the conversation.
 * Not sent for what the viewer's own message moves: with its MessageAdded, everything up to its seq is read.
 */
export type ViewerStateChanged = Event & {
  __typename?: 'ViewerStateChanged';
  at: Scalars['DateTime']['output'];
  conversationId: Scalars['ID']['output'];
  cursor: Scalars['Cursor']['output'];
  viewerState: ViewerState;
};

/**
 * What its owner hears, sent to an address: a POST with JSON, signed as Standard Webhooks say (docs/webhooks.md). At least once, one after the other in commit
 * order, with the state at delivery and only as long as the owner may see it. What fails is tried again for about seven hours.
 */
export type Webhook = {
  __typename?: 'Webhook';
  /** Null: all of the owner's conversations. */
  conversationId?: Maybe<Scalars['ID']['output']>;
  createdAt: Scalars['DateTime']['output'];
  /** Newest first, the last 100. 1–100 a page. */
  deliveries: WebhookDeliveryConnection;
  /** Set after deliveries kept failing, or by updateWebhook(active: false); updateWebhook(active: true) starts it again where it stopped. */
  disabledAt?: Maybe<Scalars['DateTime']['output']>;
  events: Array<WebhookEvent>;
  id: Scalars['ID']['output'];
  /** http or https, at most 2,048 characters. */
  url: Scalars['String']['output'];
};


/**
 * What its owner hears, sent to an address: a POST with JSON, signed as Standard Webhooks say (docs/webhooks.md). At least once, one after the other in commit
 * order, with the state at delivery and only as long as the owner may see it. What fails is tried again for about seven hours.
 */
export type WebhookDeliveriesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One event on its way to one webhook. `id` is what the receiver gets as webhook-id, the same at every attempt. */
export type WebhookDelivery = {
  __typename?: 'WebhookDelivery';
  attempts: Scalars['Int']['output'];
  /** When it was first answered with 2xx. Null: under way, given up, or no longer the owner's to see. */
  deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  event: WebhookEvent;
  id: Scalars['ID']['output'];
  lastAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** HTTP status of the last answer; null where none came. */
  status?: Maybe<Scalars['Int']['output']>;
};

export type WebhookDeliveryConnection = {
  __typename?: 'WebhookDeliveryConnection';
  edges: Array<WebhookDeliveryEdge>;
  pageInfo: PageInfo;
};

export type WebhookDeliveryEdge = {
  __typename?: 'WebhookDeliveryEdge';
  cursor: Scalars['Cursor']['output'];
  node: WebhookDelivery;
};

/** What a webhook may hear of; each is the event of `events` that has this name. */
export type WebhookEvent =
  | 'CONVERSATION_CHANGED'
  | 'CONVERSATION_REMOVED'
  | 'MESSAGE_ADDED'
  | 'MESSAGE_CHANGED';

export type WithIndex<TObject> = TObject & Record<string, any>;
export type ResolversObject<TObject> = WithIndex<TObject>;

export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = ResolversObject<{
  Conversation:
    | ( ConversationRecord )
    | ( ConversationRecord )
  ;
  Event:
    | ( ConversationChangedEvent )
    | ( ConversationRemovedEvent )
    | ( CursorAdvancedEvent )
    | ( MembersChangedEvent )
    | ( MessageAddedEvent )
    | ( MessageChangedEvent )
    | ( ReadMarkerMovedEvent )
    | ( UserChangedEvent )
    | ( ViewerChangedEvent )
    | ( ViewerStateChangedEvent )
  ;
}>;

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  AccessScope: AccessScope;
  AccessToken: ResolverTypeWrapper<AccessTokenRecord>;
  Attachment: ResolverTypeWrapper<AttachmentRecord>;
  AttachmentConnection: ResolverTypeWrapper<Omit<AttachmentConnection, 'edges'> & { edges: Array<ResolversTypes['AttachmentEdge']> }>;
  AttachmentEdge: ResolverTypeWrapper<Omit<AttachmentEdge, 'node'> & { node: ResolversTypes['Attachment'] }>;
  AttachmentKind: AttachmentKind;
  AuditAction: AuditAction;
  AuditEntry: ResolverTypeWrapper<AuditEntryRecord>;
  AuditEntryConnection: ResolverTypeWrapper<Omit<AuditEntryConnection, 'edges'> & { edges: Array<ResolversTypes['AuditEntryEdge']> }>;
  AuditEntryEdge: ResolverTypeWrapper<Omit<AuditEntryEdge, 'node'> & { node: ResolversTypes['AuditEntry'] }>;
  AuthPayload: ResolverTypeWrapper<Omit<AuthPayload, 'viewer'> & { viewer: ResolversTypes['Viewer'] }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Conversation: ResolverTypeWrapper<ConversationRecord>;
  ConversationChanged: ResolverTypeWrapper<ConversationChangedEvent>;
  ConversationConnection: ResolverTypeWrapper<Omit<ConversationConnection, 'edges'> & { edges: Array<ResolversTypes['ConversationEdge']> }>;
  ConversationEdge: ResolverTypeWrapper<Omit<ConversationEdge, 'node'> & { node: ResolversTypes['Conversation'] }>;
  ConversationKind: ConversationKind;
  ConversationPreferencesInput: ConversationPreferencesInput;
  ConversationRemoved: ResolverTypeWrapper<ConversationRemovedEvent>;
  CreateAccessTokenInput: CreateAccessTokenInput;
  CreateAccessTokenPayload: ResolverTypeWrapper<Omit<CreateAccessTokenPayload, 'accessToken' | 'user'> & { accessToken: ResolversTypes['AccessToken'], user: ResolversTypes['User'] }>;
  CreateGroupInput: CreateGroupInput;
  CreateUploadInput: CreateUploadInput;
  CreateWebhookInput: CreateWebhookInput;
  CreateWebhookPayload: ResolverTypeWrapper<Omit<CreateWebhookPayload, 'webhook'> & { webhook: ResolversTypes['Webhook'] }>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  CursorAdvanced: ResolverTypeWrapper<CursorAdvancedEvent>;
  DataExport: ResolverTypeWrapper<DataExport>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DirectConversation: ResolverTypeWrapper<ConversationRecord>;
  Event: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Event']>;
  Group: ResolverTypeWrapper<ConversationRecord>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Invite: ResolverTypeWrapper<InviteRecord>;
  InvitePreview: ResolverTypeWrapper<InvitePreviewRecord>;
  Member: ResolverTypeWrapper<MemberRecord>;
  MemberConnection: ResolverTypeWrapper<Omit<MemberConnection, 'edges'> & { edges: Array<ResolversTypes['MemberEdge']> }>;
  MemberEdge: ResolverTypeWrapper<Omit<MemberEdge, 'node'> & { node: ResolversTypes['Member'] }>;
  MemberRole: MemberRole;
  MembersChanged: ResolverTypeWrapper<MembersChangedEvent>;
  Message: ResolverTypeWrapper<MessageRecord>;
  MessageAdded: ResolverTypeWrapper<MessageAddedEvent>;
  MessageChanged: ResolverTypeWrapper<MessageChangedEvent>;
  MessageConnection: ResolverTypeWrapper<Omit<MessageConnection, 'edges'> & { edges: Array<ResolversTypes['MessageEdge']> }>;
  MessageEdge: ResolverTypeWrapper<Omit<MessageEdge, 'node'> & { node: ResolversTypes['Message'] }>;
  MessageEdit: ResolverTypeWrapper<MessageEdit>;
  MessageKind: MessageKind;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Notice: ResolverTypeWrapper<NoticeRecord>;
  NotifyLevel: NotifyLevel;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Presence: ResolverTypeWrapper<Presence>;
  PresenceStatus: PresenceStatus;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Reaction: ResolverTypeWrapper<ReactionOfMessage>;
  ReadMarkerMoved: ResolverTypeWrapper<ReadMarkerMovedEvent>;
  Report: ResolverTypeWrapper<ReportRecord>;
  ReportConnection: ResolverTypeWrapper<Omit<ReportConnection, 'edges'> & { edges: Array<ResolversTypes['ReportEdge']> }>;
  ReportEdge: ResolverTypeWrapper<Omit<ReportEdge, 'node'> & { node: ResolversTypes['Report'] }>;
  ReportedAttachment: ResolverTypeWrapper<Omit<ReportedAttachment, 'file'> & { file?: Maybe<ResolversTypes['Attachment']> }>;
  SendMessageInput: SendMessageInput;
  ServerInfo: ResolverTypeWrapper<ServerInfo>;
  Session: ResolverTypeWrapper<SessionRecord>;
  SignInInput: SignInInput;
  SignUpInput: SignUpInput;
  SignUpPolicy: SignUpPolicy;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Typing: ResolverTypeWrapper<TypingEvent>;
  UpdateGroupInput: UpdateGroupInput;
  UpdateProfileInput: UpdateProfileInput;
  UploadField: ResolverTypeWrapper<UploadField>;
  UploadPurpose: UploadPurpose;
  UploadTicket: ResolverTypeWrapper<UploadTicket>;
  User: ResolverTypeWrapper<UserRecord>;
  UserChanged: ResolverTypeWrapper<UserChangedEvent>;
  UserConnection: ResolverTypeWrapper<Omit<UserConnection, 'edges'> & { edges: Array<ResolversTypes['UserEdge']> }>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  Viewer: ResolverTypeWrapper<ViewerRecord>;
  ViewerChanged: ResolverTypeWrapper<ViewerChangedEvent>;
  ViewerState: ResolverTypeWrapper<MemberRecord>;
  ViewerStateChanged: ResolverTypeWrapper<ViewerStateChangedEvent>;
  Webhook: ResolverTypeWrapper<WebhookRecord>;
  WebhookDelivery: ResolverTypeWrapper<WebhookDeliveryRecord>;
  WebhookDeliveryConnection: ResolverTypeWrapper<Omit<WebhookDeliveryConnection, 'edges'> & { edges: Array<ResolversTypes['WebhookDeliveryEdge']> }>;
  WebhookDeliveryEdge: ResolverTypeWrapper<Omit<WebhookDeliveryEdge, 'node'> & { node: ResolversTypes['WebhookDelivery'] }>;
  WebhookEvent: WebhookEvent;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  AccessToken: AccessTokenRecord;
  Attachment: AttachmentRecord;
  AttachmentConnection: Omit<AttachmentConnection, 'edges'> & { edges: Array<ResolversParentTypes['AttachmentEdge']> };
  AttachmentEdge: Omit<AttachmentEdge, 'node'> & { node: ResolversParentTypes['Attachment'] };
  AuditEntry: AuditEntryRecord;
  AuditEntryConnection: Omit<AuditEntryConnection, 'edges'> & { edges: Array<ResolversParentTypes['AuditEntryEdge']> };
  AuditEntryEdge: Omit<AuditEntryEdge, 'node'> & { node: ResolversParentTypes['AuditEntry'] };
  AuthPayload: Omit<AuthPayload, 'viewer'> & { viewer: ResolversParentTypes['Viewer'] };
  Boolean: Scalars['Boolean']['output'];
  Conversation: ConversationRecord;
  ConversationChanged: ConversationChangedEvent;
  ConversationConnection: Omit<ConversationConnection, 'edges'> & { edges: Array<ResolversParentTypes['ConversationEdge']> };
  ConversationEdge: Omit<ConversationEdge, 'node'> & { node: ResolversParentTypes['Conversation'] };
  ConversationPreferencesInput: ConversationPreferencesInput;
  ConversationRemoved: ConversationRemovedEvent;
  CreateAccessTokenInput: CreateAccessTokenInput;
  CreateAccessTokenPayload: Omit<CreateAccessTokenPayload, 'accessToken' | 'user'> & { accessToken: ResolversParentTypes['AccessToken'], user: ResolversParentTypes['User'] };
  CreateGroupInput: CreateGroupInput;
  CreateUploadInput: CreateUploadInput;
  CreateWebhookInput: CreateWebhookInput;
  CreateWebhookPayload: Omit<CreateWebhookPayload, 'webhook'> & { webhook: ResolversParentTypes['Webhook'] };
  Cursor: Scalars['Cursor']['output'];
  CursorAdvanced: CursorAdvancedEvent;
  DataExport: DataExport;
  DateTime: Scalars['DateTime']['output'];
  DirectConversation: ConversationRecord;
  Event: ResolversInterfaceTypes<ResolversParentTypes>['Event'];
  Group: ConversationRecord;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Invite: InviteRecord;
  InvitePreview: InvitePreviewRecord;
  Member: MemberRecord;
  MemberConnection: Omit<MemberConnection, 'edges'> & { edges: Array<ResolversParentTypes['MemberEdge']> };
  MemberEdge: Omit<MemberEdge, 'node'> & { node: ResolversParentTypes['Member'] };
  MembersChanged: MembersChangedEvent;
  Message: MessageRecord;
  MessageAdded: MessageAddedEvent;
  MessageChanged: MessageChangedEvent;
  MessageConnection: Omit<MessageConnection, 'edges'> & { edges: Array<ResolversParentTypes['MessageEdge']> };
  MessageEdge: Omit<MessageEdge, 'node'> & { node: ResolversParentTypes['Message'] };
  MessageEdit: MessageEdit;
  Mutation: Record<PropertyKey, never>;
  Notice: NoticeRecord;
  PageInfo: PageInfo;
  Presence: Presence;
  Query: Record<PropertyKey, never>;
  Reaction: ReactionOfMessage;
  ReadMarkerMoved: ReadMarkerMovedEvent;
  Report: ReportRecord;
  ReportConnection: Omit<ReportConnection, 'edges'> & { edges: Array<ResolversParentTypes['ReportEdge']> };
  ReportEdge: Omit<ReportEdge, 'node'> & { node: ResolversParentTypes['Report'] };
  ReportedAttachment: Omit<ReportedAttachment, 'file'> & { file?: Maybe<ResolversParentTypes['Attachment']> };
  SendMessageInput: SendMessageInput;
  ServerInfo: ServerInfo;
  Session: SessionRecord;
  SignInInput: SignInInput;
  SignUpInput: SignUpInput;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Typing: TypingEvent;
  UpdateGroupInput: UpdateGroupInput;
  UpdateProfileInput: UpdateProfileInput;
  UploadField: UploadField;
  UploadTicket: UploadTicket;
  User: UserRecord;
  UserChanged: UserChangedEvent;
  UserConnection: Omit<UserConnection, 'edges'> & { edges: Array<ResolversParentTypes['UserEdge']> };
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  Viewer: ViewerRecord;
  ViewerChanged: ViewerChangedEvent;
  ViewerState: MemberRecord;
  ViewerStateChanged: ViewerStateChangedEvent;
  Webhook: WebhookRecord;
  WebhookDelivery: WebhookDeliveryRecord;
  WebhookDeliveryConnection: Omit<WebhookDeliveryConnection, 'edges'> & { edges: Array<ResolversParentTypes['WebhookDeliveryEdge']> };
  WebhookDeliveryEdge: Omit<WebhookDeliveryEdge, 'node'> & { node: ResolversParentTypes['WebhookDelivery'] };
}>;

export type CostDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = Context, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  requireOneSlicingArgument?: Maybe<Scalars['Boolean']['input']>;
  sizedFields?: Maybe<Array<Scalars['String']['input']>>;
  slicingArguments?: Maybe<Array<Scalars['String']['input']>>;
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = Context, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SessionDirectiveArgs = { };

export type SessionDirectiveResolver<Result, Parent, ContextType = Context, Args = SessionDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ViewerDependentDirectiveArgs = { };

export type ViewerDependentDirectiveResolver<Result, Parent, ContextType = Context, Args = ViewerDependentDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccessTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessToken'] = ResolversParentTypes['AccessToken']> = ResolversObject<{
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['AccessScope']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = ResolversObject<{
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  height?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AttachmentKind'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  thumbnailUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<AttachmentThumbnailUrlArgs, 'width'>>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  urlExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  waveform?: Resolver<Maybe<Array<ResolversTypes['Int']>>, ParentType, ContextType>;
  width?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
}>;

export type AttachmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttachmentConnection'] = ResolversParentTypes['AttachmentConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['AttachmentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type AttachmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttachmentEdge'] = ResolversParentTypes['AttachmentEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  messageSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Attachment'], ParentType, ContextType>;
}>;

export type AuditEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = ResolversObject<{
  action?: Resolver<ResolversTypes['AuditAction'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  byCommandLine?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reportId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type AuditEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['AuditEntryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type AuditEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntryEdge'] = ResolversParentTypes['AuditEntryEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
}>;

export type AuthPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuthPayload'] = ResolversParentTypes['AuthPayload']> = ResolversObject<{
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
}>;

export type ConversationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation']> = ResolversObject<{
  __resolveType: TypeResolveFn<'DirectConversation' | 'Group', ParentType, ContextType>;
}>;

export type ConversationChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationChanged'] = ResolversParentTypes['ConversationChanged']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  conversation?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ConversationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationConnection'] = ResolversParentTypes['ConversationConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['ConversationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type ConversationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationEdge'] = ResolversParentTypes['ConversationEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
}>;

export type ConversationRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationRemoved'] = ResolversParentTypes['ConversationRemoved']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type CreateAccessTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateAccessTokenPayload'] = ResolversParentTypes['CreateAccessTokenPayload']> = ResolversObject<{
  accessToken?: Resolver<ResolversTypes['AccessToken'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type CreateWebhookPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateWebhookPayload'] = ResolversParentTypes['CreateWebhookPayload']> = ResolversObject<{
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
}>;

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export type CursorAdvancedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CursorAdvanced'] = ResolversParentTypes['CursorAdvanced']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  live?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DataExportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataExport'] = ResolversParentTypes['DataExport']> = ResolversObject<{
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DirectConversationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DirectConversation'] = ResolversParentTypes['DirectConversation']> = ResolversObject<{
  attachments?: Resolver<ResolversTypes['AttachmentConnection'], ParentType, ContextType, RequireFields<DirectConversationAttachmentsArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ConversationKind'], ParentType, ContextType>;
  lastActivityAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastMessage?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  lastSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  memberCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  members?: Resolver<ResolversTypes['MemberConnection'], ParentType, ContextType, RequireFields<DirectConversationMembersArgs, 'first'>>;
  messages?: Resolver<ResolversTypes['MessageConnection'], ParentType, ContextType, Partial<DirectConversationMessagesArgs>>;
  pinnedMessages?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  viewerState?: Resolver<ResolversTypes['ViewerState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type EventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = ResolversObject<{
  __resolveType: TypeResolveFn<'ConversationChanged' | 'ConversationRemoved' | 'CursorAdvanced' | 'MembersChanged' | 'MessageAdded' | 'MessageChanged' | 'ReadMarkerMoved' | 'UserChanged' | 'ViewerChanged' | 'ViewerStateChanged', ParentType, ContextType>;
}>;

export type GroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = ResolversObject<{
  attachments?: Resolver<ResolversTypes['AttachmentConnection'], ParentType, ContextType, RequireFields<GroupAttachmentsArgs, 'first'>>;
  bannedUsers?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invites?: Resolver<Array<ResolversTypes['Invite']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ConversationKind'], ParentType, ContextType>;
  lastActivityAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastMessage?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  lastSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  memberCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  members?: Resolver<ResolversTypes['MemberConnection'], ParentType, ContextType, RequireFields<GroupMembersArgs, 'first'>>;
  messages?: Resolver<ResolversTypes['MessageConnection'], ParentType, ContextType, Partial<GroupMessagesArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  photoUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<GroupPhotoUrlArgs, 'size'>>;
  pinnedMessages?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  viewerState?: Resolver<ResolversTypes['ViewerState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type InviteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invite'] = ResolversParentTypes['Invite']> = ResolversObject<{
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usesLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
}>;

export type InvitePreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitePreview'] = ResolversParentTypes['InvitePreview']> = ResolversObject<{
  groupId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  groupName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  groupPhotoUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<InvitePreviewGroupPhotoUrlArgs, 'size'>>;
  memberCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type MemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Member'] = ResolversParentTypes['Member']> = ResolversObject<{
  joinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastDeliveredSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastReadAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastReadSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MemberRole'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type MemberConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberConnection'] = ResolversParentTypes['MemberConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['MemberEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type MemberEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberEdge'] = ResolversParentTypes['MemberEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Member'], ParentType, ContextType>;
}>;

export type MembersChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembersChanged'] = ResolversParentTypes['MembersChanged']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changed?: Resolver<Array<ResolversTypes['Member']>, ParentType, ContextType>;
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  memberCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  removedUserIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = ResolversObject<{
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  conversation?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  editedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  edits?: Resolver<Array<ResolversTypes['MessageEdit']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['MessageKind'], ParentType, ContextType>;
  mentions?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  mentionsEveryone?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['Notice']>, ParentType, ContextType>;
  pinned?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reactions?: Resolver<Array<ResolversTypes['Reaction']>, ParentType, ContextType>;
  readBy?: Resolver<ResolversTypes['MemberConnection'], ParentType, ContextType, RequireFields<MessageReadByArgs, 'first'>>;
  replyTo?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type MessageAddedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageAdded'] = ResolversParentTypes['MessageAdded']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MessageChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageChanged'] = ResolversParentTypes['MessageChanged']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MessageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageConnection'] = ResolversParentTypes['MessageConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['MessageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type MessageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdge'] = ResolversParentTypes['MessageEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
}>;

export type MessageEditResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdit'] = ResolversParentTypes['MessageEdit']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  addMembers?: Resolver<ResolversTypes['Group'], ParentType, ContextType, RequireFields<MutationAddMembersArgs, 'groupId' | 'userIds'>>;
  addReaction?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationAddReactionArgs, 'emoji' | 'messageId'>>;
  blockUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationBlockUserArgs, 'userId'>>;
  cancelUpload?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationCancelUploadArgs, 'id'>>;
  changeEmail?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationChangeEmailArgs, 'newEmail' | 'password'>>;
  changePassword?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'currentPassword' | 'newPassword'>>;
  completeUpload?: Resolver<ResolversTypes['Attachment'], ParentType, ContextType, RequireFields<MutationCompleteUploadArgs, 'id'>>;
  createAccessToken?: Resolver<ResolversTypes['CreateAccessTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateAccessTokenArgs, 'input'>>;
  createBot?: Resolver<ResolversTypes['CreateAccessTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateBotArgs, 'displayName' | 'username'>>;
  createGroup?: Resolver<ResolversTypes['Group'], ParentType, ContextType, RequireFields<MutationCreateGroupArgs, 'input'>>;
  createInvite?: Resolver<ResolversTypes['Invite'], ParentType, ContextType, RequireFields<MutationCreateInviteArgs, 'groupId'>>;
  createUpload?: Resolver<ResolversTypes['UploadTicket'], ParentType, ContextType, RequireFields<MutationCreateUploadArgs, 'input'>>;
  createWebhook?: Resolver<ResolversTypes['CreateWebhookPayload'], ParentType, ContextType, RequireFields<MutationCreateWebhookArgs, 'input'>>;
  deleteAccount?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteAccountArgs, 'password'>>;
  deleteBot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteBotArgs, 'userId'>>;
  deleteGroup?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteGroupArgs, 'groupId'>>;
  deleteMessage?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationDeleteMessageArgs, 'messageId'>>;
  deleteWebhook?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteWebhookArgs, 'id'>>;
  editMessage?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationEditMessageArgs, 'messageId' | 'text'>>;
  exportMyData?: Resolver<ResolversTypes['DataExport'], ParentType, ContextType>;
  joinGroup?: Resolver<ResolversTypes['Group'], ParentType, ContextType, RequireFields<MutationJoinGroupArgs, 'inviteCode'>>;
  leaveGroup?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationLeaveGroupArgs, 'groupId'>>;
  markDelivered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationMarkDeliveredArgs, 'conversationId' | 'seq'>>;
  markRead?: Resolver<ResolversTypes['ViewerState'], ParentType, ContextType, RequireFields<MutationMarkReadArgs, 'conversationId' | 'seq'>>;
  pinMessage?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationPinMessageArgs, 'messageId'>>;
  redeliverWebhook?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType, RequireFields<MutationRedeliverWebhookArgs, 'deliveryId'>>;
  refreshSession?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, Partial<MutationRefreshSessionArgs>>;
  registerPush?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRegisterPushArgs, 'auth' | 'endpoint' | 'p256dh'>>;
  removeMember?: Resolver<ResolversTypes['Group'], ParentType, ContextType, RequireFields<MutationRemoveMemberArgs, 'ban' | 'groupId' | 'userId'>>;
  removeReaction?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationRemoveReactionArgs, 'emoji' | 'messageId'>>;
  reportActivity?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationReportActivityArgs, 'active'>>;
  reportMessage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationReportMessageArgs, 'messageId' | 'reason'>>;
  requestPasswordReset?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRequestPasswordResetArgs, 'email'>>;
  resendVerification?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  resetPassword?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'newPassword' | 'token'>>;
  resolveReport?: Resolver<ResolversTypes['Report'], ParentType, ContextType, RequireFields<MutationResolveReportArgs, 'id'>>;
  revokeAccessToken?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRevokeAccessTokenArgs, 'id'>>;
  revokeInvite?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRevokeInviteArgs, 'id'>>;
  revokeOtherSessions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revokeSession?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRevokeSessionArgs, 'id'>>;
  sendMessage?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationSendMessageArgs, 'input'>>;
  setConversationPreferences?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType, RequireFields<MutationSetConversationPreferencesArgs, 'input'>>;
  setMemberRole?: Resolver<ResolversTypes['Group'], ParentType, ContextType, RequireFields<MutationSetMemberRoleArgs, 'groupId' | 'role' | 'userId'>>;
  setTyping?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationSetTypingArgs, 'conversationId' | 'typing'>>;
  signIn?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  signUp?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
  startDirectConversation?: Resolver<ResolversTypes['DirectConversation'], ParentType, ContextType, RequireFields<MutationStartDirectConversationArgs, 'userId'>>;
  suspendUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationSuspendUserArgs, 'reason' | 'userId'>>;
  unbanMember?: Resolver<ResolversTypes['Group'], ParentType, ContextType, RequireFields<MutationUnbanMemberArgs, 'groupId' | 'userId'>>;
  unblockUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationUnblockUserArgs, 'userId'>>;
  unpinMessage?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationUnpinMessageArgs, 'messageId'>>;
  unregisterPush?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationUnregisterPushArgs, 'endpoint'>>;
  unsuspendUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationUnsuspendUserArgs, 'userId'>>;
  updateGroup?: Resolver<ResolversTypes['Group'], ParentType, ContextType, RequireFields<MutationUpdateGroupArgs, 'input'>>;
  updateProfile?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
  updateWebhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType, RequireFields<MutationUpdateWebhookArgs, 'id'>>;
  verifyEmail?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationVerifyEmailArgs, 'token'>>;
}>;

export type NoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Notice'] = ResolversParentTypes['Notice']> = ResolversObject<{
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['MemberRole']>, ParentType, ContextType>;
  subjects?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
}>;

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
}>;

export type PresenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Presence'] = ResolversParentTypes['Presence']> = ResolversObject<{
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PresenceStatus'], ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  auditLog?: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first'>>;
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType, RequireFields<QueryConversationArgs, 'id'>>;
  conversations?: Resolver<ResolversTypes['ConversationConnection'], ParentType, ContextType, RequireFields<QueryConversationsArgs, 'archived' | 'first'>>;
  invite?: Resolver<Maybe<ResolversTypes['InvitePreview']>, ParentType, ContextType, RequireFields<QueryInviteArgs, 'code'>>;
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType, RequireFields<QueryMessageArgs, 'id'>>;
  pinnedConversations?: Resolver<Array<ResolversTypes['Conversation']>, ParentType, ContextType>;
  reports?: Resolver<ResolversTypes['ReportConnection'], ParentType, ContextType, RequireFields<QueryReportsArgs, 'first'>>;
  searchMessages?: Resolver<ResolversTypes['MessageConnection'], ParentType, ContextType, RequireFields<QuerySearchMessagesArgs, 'first' | 'query'>>;
  serverInfo?: Resolver<ResolversTypes['ServerInfo'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, Partial<QueryUserArgs>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'first' | 'search'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
}>;

export type ReactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reaction'] = ResolversParentTypes['Reaction']> = ResolversObject<{
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  emoji?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<ReactionUsersArgs, 'first'>>;
  viewerHasReacted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
}>;

export type ReadMarkerMovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReadMarkerMoved'] = ResolversParentTypes['ReadMarkerMoved']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  lastDeliveredSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastReadSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Report'] = ResolversParentTypes['Report']> = ResolversObject<{
  attachments?: Resolver<Array<ResolversTypes['ReportedAttachment']>, ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reportedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ReportConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportConnection'] = ResolversParentTypes['ReportConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['ReportEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type ReportEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportEdge'] = ResolversParentTypes['ReportEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Report'], ParentType, ContextType>;
}>;

export type ReportedAttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportedAttachment'] = ResolversParentTypes['ReportedAttachment']> = ResolversObject<{
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType>;
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AttachmentKind'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type ServerInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServerInfo'] = ResolversParentTypes['ServerInfo']> = ResolversObject<{
  eventCursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  maxAttachmentSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxTextLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  signUp?: Resolver<ResolversTypes['SignUpPolicy'], ParentType, ContextType>;
  vapidPublicKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = ResolversObject<{
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deviceName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = ResolversObject<{
  conversationEvents?: SubscriptionResolver<ResolversTypes['Event'], "conversationEvents", ParentType, ContextType, RequireFields<SubscriptionConversationEventsArgs, 'conversationId'>>;
  events?: SubscriptionResolver<ResolversTypes['Event'], "events", ParentType, ContextType, Partial<SubscriptionEventsArgs>>;
  messageAdded?: SubscriptionResolver<ResolversTypes['Message'], "messageAdded", ParentType, ContextType, RequireFields<SubscriptionMessageAddedArgs, 'conversationId'>>;
  presence?: SubscriptionResolver<ResolversTypes['User'], "presence", ParentType, ContextType, RequireFields<SubscriptionPresenceArgs, 'userIds'>>;
  typing?: SubscriptionResolver<ResolversTypes['Typing'], "typing", ParentType, ContextType, Partial<SubscriptionTypingArgs>>;
}>;

export type TypingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Typing'] = ResolversParentTypes['Typing']> = ResolversObject<{
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  typing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type UploadFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadField'] = ResolversParentTypes['UploadField']> = ResolversObject<{
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type UploadTicketResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadTicket'] = ResolversParentTypes['UploadTicket']> = ResolversObject<{
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['UploadField']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = ResolversObject<{
  about?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  bot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  photoUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<UserPhotoUrlArgs, 'size'>>;
  presence?: Resolver<ResolversTypes['Presence'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type UserChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserChanged'] = ResolversParentTypes['UserChanged']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = ResolversObject<{
  accessTokens?: Resolver<Array<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  admin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  blockedUsers?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  bots?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  emailVerified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  locale?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pendingEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  showLastSeen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unreadTotal?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  webhooks?: Resolver<Array<ResolversTypes['Webhook']>, ParentType, ContextType>;
}>;

export type ViewerChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerChanged'] = ResolversParentTypes['ViewerChanged']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ViewerStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerState'] = ResolversParentTypes['ViewerState']> = ResolversObject<{
  archived?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastReadSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  markedUnread?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mutedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  notify?: Resolver<ResolversTypes['NotifyLevel'], ParentType, ContextType>;
  othersDeliveredSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  othersReadSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pinned?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MemberRole'], ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unreadMentions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type ViewerStateChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerStateChanged'] = ResolversParentTypes['ViewerStateChanged']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  viewerState?: Resolver<ResolversTypes['ViewerState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type WebhookResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = ResolversObject<{
  conversationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliveries?: Resolver<ResolversTypes['WebhookDeliveryConnection'], ParentType, ContextType, RequireFields<WebhookDeliveriesArgs, 'first'>>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['WebhookEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type WebhookDeliveryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WebhookDelivery'] = ResolversParentTypes['WebhookDelivery']> = ResolversObject<{
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['WebhookEvent'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
}>;

export type WebhookDeliveryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WebhookDeliveryConnection'] = ResolversParentTypes['WebhookDeliveryConnection']> = ResolversObject<{
  edges?: Resolver<Array<ResolversTypes['WebhookDeliveryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type WebhookDeliveryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WebhookDeliveryEdge'] = ResolversParentTypes['WebhookDeliveryEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>;
}>;

export type Resolvers<ContextType = Context> = ResolversObject<{
  AccessToken?: AccessTokenResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  AttachmentConnection?: AttachmentConnectionResolvers<ContextType>;
  AttachmentEdge?: AttachmentEdgeResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditEntryEdge?: AuditEntryEdgeResolvers<ContextType>;
  AuthPayload?: AuthPayloadResolvers<ContextType>;
  Conversation?: ConversationResolvers<ContextType>;
  ConversationChanged?: ConversationChangedResolvers<ContextType>;
  ConversationConnection?: ConversationConnectionResolvers<ContextType>;
  ConversationEdge?: ConversationEdgeResolvers<ContextType>;
  ConversationRemoved?: ConversationRemovedResolvers<ContextType>;
  CreateAccessTokenPayload?: CreateAccessTokenPayloadResolvers<ContextType>;
  CreateWebhookPayload?: CreateWebhookPayloadResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  CursorAdvanced?: CursorAdvancedResolvers<ContextType>;
  DataExport?: DataExportResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DirectConversation?: DirectConversationResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  Invite?: InviteResolvers<ContextType>;
  InvitePreview?: InvitePreviewResolvers<ContextType>;
  Member?: MemberResolvers<ContextType>;
  MemberConnection?: MemberConnectionResolvers<ContextType>;
  MemberEdge?: MemberEdgeResolvers<ContextType>;
  MembersChanged?: MembersChangedResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  MessageAdded?: MessageAddedResolvers<ContextType>;
  MessageChanged?: MessageChangedResolvers<ContextType>;
  MessageConnection?: MessageConnectionResolvers<ContextType>;
  MessageEdge?: MessageEdgeResolvers<ContextType>;
  MessageEdit?: MessageEditResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Notice?: NoticeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Presence?: PresenceResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Reaction?: ReactionResolvers<ContextType>;
  ReadMarkerMoved?: ReadMarkerMovedResolvers<ContextType>;
  Report?: ReportResolvers<ContextType>;
  ReportConnection?: ReportConnectionResolvers<ContextType>;
  ReportEdge?: ReportEdgeResolvers<ContextType>;
  ReportedAttachment?: ReportedAttachmentResolvers<ContextType>;
  ServerInfo?: ServerInfoResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Typing?: TypingResolvers<ContextType>;
  UploadField?: UploadFieldResolvers<ContextType>;
  UploadTicket?: UploadTicketResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserChanged?: UserChangedResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerChanged?: ViewerChangedResolvers<ContextType>;
  ViewerState?: ViewerStateResolvers<ContextType>;
  ViewerStateChanged?: ViewerStateChangedResolvers<ContextType>;
  Webhook?: WebhookResolvers<ContextType>;
  WebhookDelivery?: WebhookDeliveryResolvers<ContextType>;
  WebhookDeliveryConnection?: WebhookDeliveryConnectionResolvers<ContextType>;
  WebhookDeliveryEdge?: WebhookDeliveryEdgeResolvers<ContextType>;
}>;

export type DirectiveResolvers<ContextType = Context> = ResolversObject<{
  cost?: CostDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  session?: SessionDirectiveResolver<any, any, ContextType>;
  viewerDependent?: ViewerDependentDirectiveResolver<any, any, ContextType>;
}>;
