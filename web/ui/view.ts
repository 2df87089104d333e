/**
 * What the screens are told: plain values, made by the containers from the cache. Nothing in `web/ui/` knows GraphQL,
 * Apollo or the router. All times are epoch milliseconds; every `at` is the server's time, save for pending messages.
 */

export type Language = 'en' | 'es' | 'pt-BR';
export type Theme = 'light' | 'dark' | 'system';

export type Person = { id: string; displayName: string; username: string; photoUrl: string | null };

/** `asOf`: when the shown data was last in step with the server; null: never. */
export type Freshness = { state: 'live' | 'connecting' | 'offline'; asOf: number | null };

export type MessageStatus = 'pending' | 'failed' | 'sent' | 'delivered' | 'read';

export type ConversationKind = 'DIRECT' | 'GROUP';

export type NotifyChoice = 'ALL' | 'MENTIONS' | 'NONE';

/** What is given is to be another. `mutedUntil` in epoch milliseconds; null unmutes. */
export type PreferenceChange = {
  pinned?: boolean;
  archived?: boolean;
  markedUnread?: boolean;
  mutedUntil?: number | null;
  notify?: NotifyChoice;
};

/** Somebody who is connected: at a device, or at none of them. */
export type PresenceMark = 'online' | 'away';

export type ConversationPreview = {
  /** Name of the author in groups; null in direct chats and for system messages. */
  author: string | null;
  /** The text, or the ready sentence of a system message. */
  text: string;
  files: readonly NamedFile[];
  own: boolean;
  /** Own messages only. */
  status: MessageStatus | null;
  deleted: boolean;
};

export type ConversationItem = {
  id: string;
  kind: ConversationKind;
  title: string;
  photoUrl: string | null;
  /** The avatar's colour follows from it: the conversation's id, or the peer's id in a direct chat. */
  colorKey: string;
  preview: ConversationPreview | null;
  draft: string | null;
  at: number;
  unreadCount: number;
  /** How many of them mention the viewer, or everyone. */
  unreadMentions: number;
  muted: boolean;
  pinned: boolean;
  archived: boolean;
  /** A reminder of the viewer's own; counts as unread for the eye. */
  markedUnread: boolean;
  notify: NotifyChoice;
  /** Display names of those who are typing. */
  typing: string[];
  /** The other one of a direct chat; null in groups, and where that account is gone. */
  peerId: string | null;
  /** Of the other one of a direct chat; null when not connected, or not known. */
  presence: PresenceMark | null;
};

/** What the menu of a conversation says and changes. */
export type ConversationChoices = Pick<ConversationItem, 'title' | 'muted' | 'pinned' | 'archived' | 'markedUnread' | 'notify'> & {
  hasUnread: boolean;
};

export type ReactionSummary = { emoji: string; count: number; mine: boolean; names: string[] };

export type AttachmentKind = 'IMAGE' | 'VIDEO' | 'AUDIO' | 'FILE';

/** A file as words tell of it. */
export type NamedFile = { kind: AttachmentKind; fileName: string; durationMs: number | null; waveform: readonly number[] | null };

/** A file of a message: stored, or on its way from this device. */
export type AttachmentItem = NamedFile & {
  /** The same for the sender before and after it is sent is its place among the files of the message; this is what sets files apart. */
  key: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** The file itself; null where it cannot be had at the moment, or any more. */
  url: string | null;
  /** A smaller picture; null where there is none. */
  thumbnailUrl: string | null;
  /** Until when the addresses are good; null: as long as the page. */
  urlExpiresAt: number | null;
  /** Pixels. */
  width: number | null;
  height: number | null;
  /** On its way: the share that has left, 0–1, or 'waiting'. Null: it is there. */
  upload: number | 'waiting' | null;
};

/** A file that was chosen and not sent yet. `problem`: why it cannot be sent, as a sentence. */
export type ChosenFile = NamedFile & {
  key: string;
  size: number;
  previewUrl: string | null;
  /** It is being read and kept on this device; sending waits for it. */
  preparing: boolean;
  problem: string | null;
};

export type VoiceRecording = { blob: Blob; durationMs: number; waveform: number[] };
/** A recording among the chosen files. `kept`, once it is known: false where there is no room, which was said. */
export type KeptVoice = { key: string; kept: Promise<boolean> };

/** What a reply shows of the message it answers. */
export type Quote = {
  seq: number;
  authorName: string | null;
  colorKey: string;
  text: string;
  files: readonly NamedFile[];
  deleted: boolean;
};

export type MessageRow = {
  /** The clientId: it survives the way from pending to stored. */
  key: string;
  id: string | null;
  seq: number | null;
  kind: 'TEXT' | 'SYSTEM';
  own: boolean;
  author: Person | null;
  text: string;
  /** The ready sentence of a SYSTEM row. */
  notice: string | null;
  at: number;
  edited: boolean;
  deleted: boolean;
  /** Own TEXT rows only. */
  status: MessageStatus | null;
  failure: { reason: string } | null;
  replyTo: Quote | null;
  attachments: AttachmentItem[];
  reactions: ReactionSummary[];
  pinned: boolean;
  /** Whom the text mentions; their @usernames stand out in it. */
  mentions: Person[];
  mentionsEveryone: boolean;
  canReply: boolean;
  canEdit: boolean;
  canDelete: boolean;
  canReact: boolean;
  canPin: boolean;
};

/** The pages of the settings, as in their addresses. */
export type SettingsSection = 'account' | 'privacy' | 'sessions' | 'appearance' | 'notifications' | 'tokens' | 'bots' | 'webhooks' | 'data';

export type SessionItem = { id: string; current: boolean; deviceName: string; createdAt: number; lastUsedAt: number };

export type TokenItem = {
  id: string;
  name: string;
  /** Whom it speaks for; null: the viewer. */
  bot: Person | null;
  write: boolean;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
};

export const webhookEvents = ['MESSAGE_ADDED', 'MESSAGE_CHANGED', 'CONVERSATION_CHANGED', 'CONVERSATION_REMOVED'] as const;
export type WebhookEventName = (typeof webhookEvents)[number];

export type WebhookItem = {
  id: string;
  url: string;
  events: WebhookEventName[];
  /** Of the one conversation it hears of; null: of all. */
  conversationTitle: string | null;
  disabledAt: number | null;
  createdAt: number;
};

/** `status`: what the last answer said, in HTTP; null where none came. */
export type DeliveryItem = {
  id: string;
  event: WebhookEventName;
  delivered: boolean;
  status: number | null;
  attempts: number;
  lastAttemptAt: number | null;
};

/** A message that a search found, or that is pinned, as a list shows it. */
export type MessageHit = {
  id: string;
  conversationId: string;
  seq: number;
  /** Of its conversation. */
  title: string;
  photoUrl: string | null;
  colorKey: string;
  kind: ConversationKind;
  own: boolean;
  /** null: somebody whose account is gone. */
  author: Person | null;
  text: string;
  files: readonly NamedFile[];
  at: number;
};

/** What a search for messages found so far, or why there is nothing to see. */
export type MessageHits = {
  hits: MessageHit[];
  /** What they were found for; while another query is under way, they are still of the one before. */
  query: string;
  loading: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  /** Without a line only what this device keeps was searched. */
  onDevice: boolean;
  error: string | null;
};

export type PaletteIcon =
  | 'read'
  | 'unread'
  | 'mute'
  | 'unmute'
  | 'pin'
  | 'unpin'
  | 'info'
  | 'search'
  | 'conversation'
  | 'group'
  | 'profile'
  | 'settings'
  | 'light'
  | 'dark'
  | 'system'
  | 'language'
  | 'keyboard'
  | 'signOut';

/** Somewhere to go, or something to do. */
export type PaletteEntry = {
  id: string;
  title: string;
  detail: string | null;
  look: PaletteIcon | { name: string; photoUrl: string | null; colorKey: string; group: boolean };
  unreadCount: number;
  markedUnread: boolean;
  muted: boolean;
  /** It is so already: the look or the language that is chosen. */
  current: boolean;
  /** What does the same without the palette. */
  keys: readonly string[];
};

export type PaletteGroup = { id: string; title: string; entries: readonly PaletteEntry[] };

export type Role = 'OWNER' | 'ADMIN' | 'MEMBER';

/** `roleChoices`: what the viewer may make of this member. */
export type MemberRow = { person: Person; role: Role; self: boolean; canRemove: boolean; roleChoices: readonly Role[] };

/** What an invite tells of its group to whoever holds it. */
export type InviteFace = { name: string; photoUrl: string | null; memberCount: number };

/** An open invite, as those see it who manage the group. Null: for ever; as many as like. */
export type InviteRow = { id: string; url: string; createdBy: string | null; expiresAt: number | null; usesLeft: number | null };

/** How long a new invite is good, in milliseconds, and for how many; null as above. */
export type InviteChoice = { lifeMs: number | null; maxUses: number | null };

export type Toast = {
  id: string;
  tone: 'info' | 'success' | 'danger';
  text: string;
  action?: { label: string; onAction: () => void };
};
