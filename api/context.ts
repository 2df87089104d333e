import type { Logger } from 'pino';
import type { Live } from './live/live.js';
import { createConversationLoaders, type ConversationLoaders } from './modules/conversations/conversation.loaders.js';
import { createMessageLoaders, type MessageLoaders } from './modules/messages/message.loaders.js';
import type { RecentUsers } from './modules/users/recent-users.js';
import { createUserLoaders, type UserLoaders } from './modules/users/user.loaders.js';
import { unauthenticated } from './graphql/errors.js';

/** Who asks: a live session of a user. */
export interface ViewerIdentity {
  readonly userId: string;
  readonly sessionId: string;
  /** When the access token, and with it an open socket, ends. */
  readonly expiresAt: Date;
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

export type Loaders = UserLoaders & ConversationLoaders & MessageLoaders;

/** What every resolver gets: the same over HTTP and WebSocket. Loaders live for one operation, or for one delivered event. */
export interface Context {
  readonly viewer: ViewerIdentity | null;
  readonly request: RequestContext;
  readonly loaders: Loaders;
  readonly live: Live;
  readonly log: Logger;
}

export function createContext(parts: Omit<Context, 'loaders'>): Context {
  return { ...parts, loaders: createLoaders() };
}

/** Loaders without a memory yet. `recentUsers` is for events alone: whoever asks gets the truth from the database. */
export function createLoaders(recentUsers?: RecentUsers): Loaders {
  return { ...createUserLoaders(recentUsers), ...createConversationLoaders(), ...createMessageLoaders() };
}

/** The viewer, or UNAUTHENTICATED. */
export function requireViewer(context: Pick<Context, 'viewer'>): ViewerIdentity {
  if (!context.viewer) throw unauthenticated();
  return context.viewer;
}
