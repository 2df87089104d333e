/**
 * The contract between the containers (`web/modules/`), which fetch, and the views (`web/ui/`), which show.
 * Views call back and never fetch, navigate or store. Error strings arrive as ready sentences in the chosen language.
 */
import type { ReactNode } from 'react';
import type {
  AttachmentItem,
  AttachmentKind,
  ChosenFile,
  ConversationChoices,
  ConversationItem,
  ConversationKind,
  Freshness,
  InviteChoice,
  InviteFace,
  InviteRow,
  Language,
  MemberRow,
  MessageHit,
  MessageHits,
  MessageRow,
  NamedFile,
  PaletteGroup,
  Person,
  PreferenceChange,
  PresenceMark,
  Role,
  Theme,
  Toast,
  KeptVoice,
  VoiceRecording,
} from './view';

export type AppShellProps = {
  sidebar: ReactNode;
  main: ReactNode;
  /** null: closed. A third pane from 1200 px, a sheet over the others below that. */
  panel: ReactNode | null;
  /** Which pane a phone shows; wider screens show more than one. */
  pane: 'list' | 'conversation' | 'panel';
  /** Called by Escape and by a tap beside the sheet; without it the sheet closes only by its own button. */
  onClosePanel?: () => void;
};

export type LanguageChoice = { language: Language; onLanguage: (language: Language) => void };

/** A real link: `href` for the browser, `onNavigate` for the router (the view prevents the page load when it is given). */
export type LinkChoice = { href: string; onNavigate?: () => void };

export type SignInViewProps = LanguageChoice & {
  onSubmit: (input: { login: string; password: string }) => void;
  pending: boolean;
  error: string | null;
  fieldErrors: Partial<Record<'login' | 'password', string>>;
  /** The session of this person ended by itself: only the password is asked; the local data wait for them. */
  lockedAs: Person | null;
  /** Shown with `lockedAs`: "Not you?" The container asks first, for it wipes what is kept. */
  onForgetLocked?: () => void;
  signUp: LinkChoice;
  forgot: LinkChoice;
};

/** `mood`: which picture stands above the words. The first link is the main way on, where there is no `action`. */
export type AuthNoticeViewProps = LanguageChoice & {
  mood: 'waiting' | 'done' | 'mail' | 'failed';
  title: string;
  text: string;
  action?: { label: string; onAction: () => void };
  links: (LinkChoice & { label: string })[];
};

export type ForgotPasswordViewProps = LanguageChoice & {
  onSubmit: (email: string) => void;
  pending: boolean;
  error: string | null;
  fieldErrors: Partial<Record<'email', string>>;
  /** What the field starts with. */
  firstEmail: string;
  back: LinkChoice & { label: string };
};

export type ResetPasswordViewProps = LanguageChoice & {
  onSubmit: (newPassword: string) => void;
  pending: boolean;
  error: string | null;
  fieldErrors: Partial<Record<'newPassword', string>>;
};

/** `signUp` is null where the server takes no new accounts. */
export type InviteLandingViewProps = LanguageChoice & { group: InviteFace; signUp: LinkChoice | null; signIn: LinkChoice };

export type SignUpViewProps = LanguageChoice & {
  onSubmit: (input: { invite: string; username: string; displayName: string; email: string; password: string }) => void;
  pending: boolean;
  error: string | null;
  fieldErrors: Partial<Record<'invite' | 'username' | 'displayName' | 'email' | 'password', string>>;
  /** The name of the group that the new account joins at once; null without an invite. */
  invitedTo: string | null;
  /** The server takes new people by invite only, and there is none yet: its link is asked for. */
  needsInvite: boolean;
  signIn: LinkChoice;
};

/** `pending`: the action is under way. */
export type QuietNoticeProps = {
  text: string;
  action?: { label: string; onAction: () => void };
  pending: boolean;
  onDismiss: () => void;
};

export type ConversationListViewProps = LanguageChoice & {
  me: Person;
  items: readonly ConversationItem[];
  selectedId: string | null;
  loading: boolean;
  error: string | null;
  onRetryLoad?: () => void;
  freshness: Freshness;
  query: string;
  onQuery: (query: string) => void;
  /** Somebody asked for the search elsewhere: the field takes the focus, and says so. */
  searchAsked: boolean;
  onSearchReached: () => void;
  /** What is found for `query`, in place of the list; null while nothing is searched for. */
  results: ReactNode | null;
  /** Whether the archive is shown, instead of all that is not in it. */
  inArchive: boolean;
  onArchive: (inArchive: boolean) => void;
  onPreferences: (conversationId: string, change: PreferenceChange) => void;
  hasMore: boolean;
  onLoadMore: () => void;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  onNewConversation: () => void;
  onNewGroup: () => void;
  onProfile: () => void;
  onSettings: () => void;
  onPalette: () => void;
  onSignOut: () => void;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  /** A QuietNotice, or nothing: stands above the list. */
  notice?: ReactNode;
  /** Messages and other actions that wait for the line; shown beside the freshness line. */
  unsentCount: number;
};

export type MessageHitsProps = MessageHits & {
  hrefOf: (hit: MessageHit) => string;
  onOpenHit: (hit: MessageHit) => void;
  onLoadMore: () => void;
  onRetry: () => void;
};

/** Everything that a search in the list finds: conversations by their title, people, messages. */
export type SearchResultsProps = {
  query: string;
  conversations: readonly ConversationItem[];
  hrefOfConversation: (id: string) => string;
  onOpenConversation: (id: string) => void;
  people: { results: Person[]; loading: boolean; error: string | null };
  onOpenPerson: (person: Person) => void;
  messages: MessageHitsProps;
};

export type ConversationSearchPanelProps = {
  title: string;
  query: string;
  onQuery: (query: string) => void;
  messages: MessageHitsProps;
  /** Where the calendar begins, in epoch milliseconds. */
  startedAt: number;
  /** The beginning of that day, in epoch milliseconds. */
  onGoToDay: (at: number) => void;
  goingToDay: boolean;
  onGoToStart: () => void;
  onClose: () => void;
};

export type PinnedPanelProps = {
  hits: MessageHit[];
  loading: boolean;
  error: string | null;
  onRetryLoad: () => void;
  hrefOf: (hit: MessageHit) => string;
  onOpenHit: (hit: MessageHit) => void;
  /** null: who may not unpin. */
  onUnpin: ((hit: MessageHit) => void) | null;
  onClose: () => void;
};

/** Who may be mentioned in a group. */
export type MentionChoice = {
  /** In the order in which they are offered; the view finds those that match. */
  people: readonly Person[];
  /** What is written behind an @, empty when nothing is: the container may look for more people. Always the same function. */
  onQuery: (query: string) => void;
  /** The viewer may call everyone. */
  everyone: boolean;
  /** Why not everybody can be found at the moment. */
  note: string | null;
};

export type ComposerProps = {
  draft: string;
  onDraft: (draft: string) => void;
  /** Sends the draft, or saves the edit when `editing` is set. The container empties the draft. */
  onSend: () => void;
  /** The text before the edit; the text being edited is `draft`. */
  editing: { text: string } | null;
  onCancelEdit: () => void;
  /** The message that the draft answers. */
  replying: { seq: number; authorName: string | null; text: string; files: readonly NamedFile[] } | null;
  /** Chosen for the next message, in their order. */
  files: ChosenFile[];
  onAddFiles: (files: File[]) => void;
  onRemoveFile: (key: string) => void;
  /** A recording joins the chosen files as soon as it is made, so that it outlives the page. */
  onKeepVoice: (recording: VoiceRecording) => KeptVoice;
  /** False: the outbox is full, and the recording stays where it is. */
  onSendVoice: (key: string) => boolean;
  /** A recording is running, or cannot be kept: a reload would lose it. */
  onUnsavedVoice: (isUnsaved: boolean) => void;
  onCancelReply: () => void;
  /** null: nobody is mentioned here. */
  mentions: MentionChoice | null;
  /** ArrowUp in an empty composer. */
  onEditLast: () => void;
  /** Shown instead of the field, for example "You are no longer a member of this group." */
  disabledReason: string | null;
  /** In characters (code points). */
  maxLength: number;
  autoFocus: boolean;
};

export type ConversationHeaderProps = {
  title: string;
  subtitle: string;
  photoUrl: string | null;
  colorKey: string;
  kind: ConversationKind;
  freshness: Freshness;
  /** null where it is in no list that is loaded. */
  choices: ConversationChoices | null;
  onPreferences: (change: PreferenceChange) => void;
  onBack: () => void;
  onInfo: () => void;
  onSearch: () => void;
};

/** `header` and `composer` are parts of their own: what changes there draws nothing else. */
export type ConversationViewProps = {
  header: ReactNode;
  composer: ReactNode;
  /** Changes with the conversation and whenever the rows are replaced by another window: the list then starts afresh. */
  listKey: string;
  kind: ConversationKind;
  rows: MessageRow[];
  /** The divider goes before the first row by someone else with a greater seq, unless that may be among older rows; null: no divider. */
  unreadAfterSeq: number | null;
  unreadCount: number;
  /** How many of them mention the viewer, or everyone. */
  unreadMentions: number;
  /** Goes to the first of those. */
  onJumpToMention: () => void;
  hasOlder: boolean;
  loadingOlder: boolean;
  onLoadOlder: () => void;
  hasNewer: boolean;
  loadingNewer: boolean;
  onLoadNewer: () => void;
  /** Whether the list goes along with what comes at its end. */
  onFollowingChange: (isFollowing: boolean) => void;
  /** The view scrolls by itself when `hasNewer` is false; otherwise the container loads the last window. */
  onJumpToLatest: () => void;
  /** The greatest seq that was on the screen of a visible page; only ever grows for one `listKey`. */
  onVisibleSeq: (seq: number) => void;
  loading: boolean;
  error: string | null;
  onRetryLoad: () => void;
  typingNames: readonly string[];
  /** Files that are dropped anywhere on it; null: none are taken now. */
  onDropFiles: ((files: File[]) => void) | null;
  /** Newest pin first. */
  pins: MessageHit[];
  onShowPins: () => void;
  /** Toggles. */
  onPin: (row: MessageRow) => void;
  /** Who has read it, and what it said before. */
  onAbout: (row: MessageRow) => void;
  /** Where to go: the list scrolls there once it is among the rows, and shows which it is. Another object goes there again. */
  target: { seq: number } | null;
  /** Somebody wants to see that message; the container loads it where it is not among the rows, and sets the target. */
  onJumpTo: (seq: number) => void;
  onReply: (row: MessageRow) => void;
  onReport: (row: MessageRow) => void;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  /** Stops a message whose files are on their way, and takes it out. */
  onCancelSend: (key: string) => void;
  /** The addresses of a message's files have ended, or do not answer: the container asks for fresh ones. */
  onStaleFiles: (seq: number) => void;
  /** Grows when it is worth trying again what could not be loaded. */
  filesAttempt: number;
  onEdit: (row: MessageRow) => void;
  onDelete: (row: MessageRow) => void;
  /** Toggles: the container adds the reaction, or removes it when it is already mine. */
  onReact: (row: MessageRow, emoji: string) => void;
  quickEmoji: string[];
  viewerId: string;
  /** Shows who that is. */
  onPerson: (userId: string) => void;
};

/** `waiting`: where it is known of everyone, who has not received it yet, or not read it. */
export type MessageAboutDialogProps = {
  row: MessageRow;
  readers: Person[];
  waiting: { delivered: Person[]; notDelivered: Person[] } | null;
  hasMoreReaders: boolean;
  onMoreReaders: () => void;
  /** Newest first; null: they are not the viewer's to see, or there are none. */
  versions: { text: string; at: number }[] | null;
  loading: boolean;
  error: string | null;
  onRetryLoad: () => void;
  onClose: () => void;
};

export type PaletteProps = {
  query: string;
  onQuery: (query: string) => void;
  /** What fits the query. The first entry is chosen until another one is. */
  groups: readonly PaletteGroup[];
  /** People are still being looked for. */
  loading: boolean;
  /** What the person should know of the list, as a sentence. */
  note: string | null;
  onChoose: (entryId: string) => void;
  onClose: () => void;
};

/** `onMessage` is null for the viewer; `pending`: their conversation is being opened. */
export type PersonDialogProps = {
  person: Person;
  about: string;
  presence: string | null;
  presenceMark: PresenceMark | null;
  onMessage: (() => void) | null;
  pending: boolean;
  onClose: () => void;
};

export type PeopleSearch = {
  query: string;
  onQuery: (query: string) => void;
  results: Person[];
  loading: boolean;
  error: string | null;
};

export type DialogChoice = { open: boolean; onOpenChange: (open: boolean) => void };

/** `pendingId`: whose conversation is being opened. */
export type NewConversationDialogProps = DialogChoice &
  PeopleSearch & { onPick: (person: Person) => void; pendingId: string | null; onNewGroup?: () => void };

export type PeoplePicking = PeopleSearch & { selected: Person[]; onToggle: (person: Person) => void };

/** `pending`: the creation is under way; `error`: of the creation or of the search. */
export type NewGroupDialogProps = DialogChoice &
  PeoplePicking & {
    onCreate: (name: string) => void;
    /** The chosen photo, on this device. */
    photoUrl: string | null;
    onPhoto: () => void;
    pending: boolean;
  };

export type AddMembersDialogProps = DialogChoice & PeoplePicking & { onAdd: () => void; pending: boolean; groupName: string };

/** Without `group` and while not `loading` there is no way in, and `error` says why; `onRetry`: it may be another answer the next time. */
export type JoinGroupDialogProps = DialogChoice & {
  group: InviteFace | null;
  loading: boolean;
  error: string | null;
  onJoin: () => void;
  onRetry?: () => void;
  pending: boolean;
};

export type InvitesDialogProps = DialogChoice & {
  groupName: string;
  /** Open ones; null: not known yet. */
  invites: InviteRow[] | null;
  /** Why the list could not be brought up to date, or why the last action failed. */
  error: string | null;
  onCreate: (choice: InviteChoice) => void;
  onRevoke: (invite: InviteRow) => void;
  pending: boolean;
};

export type GroupInfoPanelProps = {
  name: string;
  description: string;
  photoUrl?: string | null;
  colorKey: string;
  memberCount: number;
  members: MemberRow[];
  loading?: boolean;
  hasMoreMembers: boolean;
  onLoadMoreMembers: () => void;
  /** Searching among the members: `members` are then those that were found. */
  query: string;
  onQuery: (query: string) => void;
  banned: Person[];
  canManage: boolean;
  /** Chooses another photo; without it there is no button for that. */
  onPhoto?: () => void;
  onRename: (name: string) => void;
  onDescribe: (description: string) => void;
  onAddMembers: () => void;
  onInvites: () => void;
  onRemove: (member: MemberRow) => void;
  onBan: (member: MemberRow) => void;
  onUnban: (person: Person) => void;
  onSetRole: (member: MemberRow, role: Role) => void;
  onLeave: () => void;
  /** For the whole group; only where the viewer may. */
  onDelete?: () => void;
  onFiles: () => void;
  onClose: () => void;
  pending: boolean;
  error: string | null;
};

export type HandOverDialogProps = DialogChoice &
  PeopleSearch & {
    groupName: string;
    chosen: Person | null;
    onChoose: (person: Person) => void;
    onHandOver: () => void;
    pending: boolean;
  };

export type DeleteGroupDialogProps = DialogChoice & { groupName: string; onDelete: () => void; pending: boolean };

export type DirectInfoPanelProps = {
  person: Person;
  about: string;
  /** "online", "last seen 14:02", or null. */
  presence: string | null;
  presenceMark: PresenceMark | null;
  /** null: there is nobody to block, for that account is gone. */
  blocking: { blocked: boolean; pending: boolean; onBlock: () => void; onUnblock: () => void } | null;
  onReport: (() => void) | null;
  onFiles: () => void;
  onClose: () => void;
};

/** `choices`: messages to choose from, where none is given yet. */
export type ReportDialogProps = DialogChoice & {
  name: string;
  choices: { id: string; text: string; at: number }[] | null;
  onReport: (input: { messageId: string | null; reason: string }) => void;
  pending: boolean;
  error: string | null;
};

export type ConfirmDialogProps = {
  open: boolean;
  title: string;
  text: string;
  confirmLabel: string;
  danger: boolean;
  pending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

export type ProfileDialogProps = DialogChoice & {
  person: Person;
  email?: string;
  displayName: string;
  about: string;
  onSave: (input: { displayName: string; about: string }) => void;
  onPhoto: () => void;
  pending: boolean;
  error: string | null;
  fieldErrors: Partial<Record<'displayName' | 'about', string>>;
};

/** What was shared in a conversation, of one kind, newest first. */
export type SharedFilesDialogProps = {
  kind: AttachmentKind;
  onKind: (kind: AttachmentKind) => void;
  files: { file: AttachmentItem; seq: number }[];
  loading: boolean;
  error: string | null;
  onRetry: () => void;
  hasMore: boolean;
  onLoadMore: () => void;
  /** The addresses have ended: all are asked for anew. */
  onStale: () => void;
  onClose: () => void;
};

/** For a person or a group. `error`: why it could not be stored. */
export type PhotoDialogProps = {
  title: string;
  name: string;
  photoUrl: string | null;
  colorKey: string;
  group?: boolean;
  /** The chosen square of the picture. */
  onSave: (photo: Blob) => void;
  onRemove: () => void;
  pending: boolean;
  error: string | null;
  onClose: () => void;
};

/** `floating`: on a card of its own, above the printed sky. */
export type EmptyStateProps = { title: string; text: string; action?: { label: string; onAction: () => void }; floating?: boolean };

export type ErrorStateProps = { text: string; onRetry?: () => void };

export type ToasterProps = { toasts: Toast[]; onDismiss: (id: string) => void };
