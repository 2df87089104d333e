/** What the pages of the settings are told; as in ui/props.ts. */
import type { LanguageChoice } from '../props';
import type {
  DeliveryItem,
  Freshness,
  Person,
  SessionItem,
  SettingsSection,
  Theme,
  TokenItem,
  WebhookEventName,
  WebhookItem,
} from '../view';

/** A form under way: what was refused is said beside its field, or above the form. */
export type FormState<Field extends string> = { pending: boolean; error: string | null; fieldErrors: Partial<Record<Field, string>> };

export type SettingsNavProps = {
  me: Person;
  /** The open one; null: on a phone the list is the page. */
  current: SettingsSection | null;
  /** The one that was open last: focus comes back to it. */
  left: SettingsSection | null;
  freshness: Freshness;
  hrefOf: (section: SettingsSection) => string;
  onOpen: (section: SettingsSection) => void;
  onBack: () => void;
};

export type SettingsPageProps = {
  title: string;
  lead?: string;
  onBack: () => void;
  /** Given for a page below a section: the way back shows on wide screens, too. */
  backLabel?: string;
  freshness: Freshness;
};

/** Asked from the server: `error` is for when there is nothing to show. */
export type Loading = { loading: boolean; error: string | null; onRetry: () => void };

export type AccountSettingsProps = {
  username: string;
  email: string;
  emailVerified: boolean;
  pendingEmail: string | null;
  resending: boolean;
  onResend: () => void;
  emailForm: FormState<'newEmail' | 'password'>;
  /** Answers whether it was done; then the form closes. */
  onChangeEmail: (input: { newEmail: string; password: string }) => Promise<boolean>;
  passwordForm: FormState<'currentPassword' | 'newPassword'>;
  onChangePassword: (input: { currentPassword: string; newPassword: string }) => Promise<boolean>;
};

export type PrivacySettingsProps = {
  /** null: not known (yet). */
  showLastSeen: boolean | null;
  onShowLastSeen: (show: boolean) => void;
  error: string | null;
  onRetry: () => void;
  blocked: { people: Person[] | null; error: string | null };
  pending: boolean;
  onUnblock: (person: Person) => void;
};

export type SessionsSettingsProps = Loading & {
  sessions: SessionItem[];
  actionError: string | null;
  pendingId: string | null;
  onRevoke: (session: SessionItem) => void;
  onRevokeOthers: () => void;
};

export type AppearanceSettingsProps = LanguageChoice & { theme: Theme; onTheme: (theme: Theme) => void };

export type NotificationSettingsProps = {
  permission: 'unsupported' | 'default' | 'denied' | 'granted';
  on: boolean;
  /** Whether they come with no page open, too; `failed`: the server was not reached; null: not known yet. */
  reach: 'closed' | 'open' | 'failed' | null;
  /** Epoch milliseconds; null: no quiet. In the past it counts as none. */
  quietUntil: number | null;
  /** The browser asks, or the server is asked. */
  pending: boolean;
  onTurnOn: () => void;
  onTurnOff: () => void;
  onRetry: () => void;
  /** Epoch milliseconds; null ends it. */
  onQuiet: (until: number | null) => void;
};

export type DataSettingsProps = {
  exporting: { link: { url: string; expiresAt: number } | null; pending: boolean; error: string | null };
  onExport: () => void;
  username: string;
  deletion: FormState<'password'>;
  /** Answers whether it was done. */
  onDelete: (password: string) => Promise<boolean>;
};

export type TokenInput = { name: string; write: boolean; days: number | null; botId: string | null };

export type TokensSettingsProps = Loading & {
  me: Person;
  tokens: TokenItem[];
  bots: Person[];
  form: FormState<'name' | 'expiresAt'>;
  /** Answers whether it was made; then `secret` is there. */
  onCreate: (input: TokenInput) => Promise<boolean>;
  secret: string | null;
  onSecretDone: () => void;
  onRevoke: (token: TokenItem) => void;
};

export type BotsSettingsProps = Loading & {
  bots: { person: Person; createdAt: number }[];
  form: FormState<'username' | 'displayName'>;
  onCreate: (input: { username: string; displayName: string }) => Promise<boolean>;
  secret: string | null;
  onSecretDone: () => void;
  onDelete: (bot: Person) => void;
};

export type WebhookInput = { url: string; events: WebhookEventName[]; conversationId: string | null };

export type WebhooksSettingsProps = Loading & {
  webhooks: WebhookItem[];
  conversations: { id: string; title: string }[];
  form: FormState<'url' | 'events'>;
  onCreate: (input: WebhookInput) => Promise<boolean>;
  secret: string | null;
  onSecretDone: () => void;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
};

export type WebhookPageProps = {
  webhook: WebhookItem;
  form: FormState<'url' | 'events'>;
  onSave: (input: Omit<WebhookInput, 'conversationId'>) => Promise<boolean>;
  pending: boolean;
  onActive: (active: boolean) => void;
  onDelete: () => void;
  deliveries: Loading & { items: DeliveryItem[]; hasMore: boolean; onMore: () => void };
  redeliveringId: string | null;
  onRedeliver: (delivery: DeliveryItem) => void;
};
