import type { Logger } from 'pino';
import type { AccessScope } from './generated/schema-types.js';
import type { Live } from './live/live.js';
import { conversationLoaders, type ConversationLoaders } from './modules/conversations/conversation.loaders.js';
import { messageLoaders, type MessageLoaders } from './modules/messages/message.loaders.js';
import { presenceLoaders, type PresenceLoaders } from './modules/presence/presence.loaders.js';
import type { RecentUsers } from './modules/users/recent-users.js';
import { userLoaders, type UserLoaders } from './modules/users/user.loaders.js';
import { unauthenticated } from './graphql/errors.js';
import { onDemand } from './graphql/on-demand.js';

/** Who asks: a live session of a user, or an access token that somebody made for a program. */
export interface ViewerIdentity {
  readonly userId: string;
  /** Of the session or the access token: with its end, open sockets end. */
  readonly sessionId: string;
  /** When the session's own token or the access token, and with it an open socket, ends. */
  readonly expiresAt: Date;
  /** What the access token is good for; null: a session, which may do everything. */
  readonly scopes: readonly AccessScope[] | null;
}

/** What the transport knows of a request, and what a resolver may tell it. */
export interface RequestContext {
  readonly address: string;
  readonly userAgent: string;
  /** The browser asked, with `X-Session: cookie`, to keep the refresh token in an HttpOnly cookie. */
  readonly wantsSessionCookie: boolean;
  /** The refresh token in the browser's cookie, if any. */
  readonly sessionCookie: string | null;
  /** Sets, or with null clears, the refresh cookie. A no-op over WebSocket. */
  setSessionCookie(token: string | null, expiresAt: Date): void;
}

export type Loaders = UserLoaders & ConversationLoaders & MessageLoaders & PresenceLoaders;

/** What every resolver gets: the same over HTTP and WebSocket. Loaders live for one operation, or for one delivered event. */
export interface Context {
  readonly viewer: ViewerIdentity | null;
  readonly request: RequestContext;
  readonly loaders: Loaders;
  readonly live: Live;
  readonly log: Logger;
}

export function createContext(parts: Omit<Context, 'loaders'>, loaders: Loaders | null = null): Context {
  return new OperationContext(parts, { loaders });
}

/** The loaders of a context that has been asked for any: without them nothing was loaded yet that a write could have made untrue. */
export function findLoaders(context: Context): Loaders | null {
  return context instanceof OperationContext ? context.made.loaders : context.loaders;
}

/** Makes its loaders when they are asked for: there is one for each open subscription, which asks for none. */
class OperationContext implements Context {
  readonly viewer: ViewerIdentity | null;
  readonly request: RequestContext;
  readonly live: Live;
  readonly log: Logger;
  /** A property and not private, because Apollo Server copies the context's own properties onto its prototype. */
  readonly made: { loaders: Loaders | null };

  constructor(parts: Omit<Context, 'loaders'>, made: { loaders: Loaders | null }) {
    ({ viewer: this.viewer, request: this.request, live: this.live, log: this.log } = parts);
    this.made = made;
  }

  get loaders(): Loaders {
    return (this.made.loaders ??= createLoaders());
  }
}

/** Loaders without a memory yet. `recentUsers` is for events alone: whoever asks gets the truth from the database. */
export function createLoaders(recentUsers?: RecentUsers): Loaders {
  return new LoadersOnDemand(recentUsers);
}

const LoadersOnDemand = onDemand<Loaders, RecentUsers | undefined>({
  ...userLoaders,
  ...conversationLoaders,
  ...messageLoaders,
  ...presenceLoaders,
});

/** The viewer, or UNAUTHENTICATED. */
export function requireViewer(context: Pick<Context, 'viewer'>): ViewerIdentity {
  if (!context.viewer) throw unauthenticated();
  return context.viewer;
}
