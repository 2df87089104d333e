import type { Logger } from 'pino';
import { createLoaders, type Context, type Loaders, type RequestContext, type ViewerIdentity } from '../context.js';
import type { Live } from '../live/live.js';
import type { RecentUsers } from '../modules/users/recent-users.js';

/**
 * The context of an execution whose answer goes to many: it has no viewer and no connection, and throws when a resolver asks for
 * one. A field whose resolver does must be marked @viewerDependent in schema.graphql.
 */
export class SharedContext implements Context {
  readonly log: Logger;
  readonly #recentUsers: RecentUsers | undefined;
  #loaders: Loaders | null = null;

  constructor(log: Logger, recentUsers?: RecentUsers) {
    this.log = log;
    this.#recentUsers = recentUsers;
  }

  get loaders(): Loaders {
    return (this.#loaders ??= createLoaders(this.#recentUsers));
  }

  get viewer(): ViewerIdentity | null {
    throw refusal('viewer');
  }

  get request(): RequestContext {
    throw refusal('request');
  }

  get live(): Live {
    throw refusal('subscriptions');
  }
}

function refusal(what: string): Error {
  return new Error(`A resolver asked a shared execution for its ${what}: the field must be marked @viewerDependent in schema.graphql.`);
}
