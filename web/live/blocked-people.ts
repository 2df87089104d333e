import type { ApolloClient } from '@apollo/client';
import { BlockedPeopleDocument } from '../apollo/documents';

/**
 * Whom the viewer has blocked, for what must not happen by mistake. The cache has the list, which ViewerChanged keeps right; it counts as known
 * once the server has confirmed it since the last reason to doubt it.
 */
export class BlockedPeople {
  #doubts = 0;
  /** How many doubts there were when the last answer was asked for. */
  #answered = -1;

  constructor(private readonly client: ApolloClient) {}

  /** Null: not known. */
  get ids(): ReadonlySet<string> | null {
    return this.#answered === this.#doubts ? this.#read() : null;
  }

  /** As far as is known: for what may be done once too often. */
  has(userId: string): boolean {
    return this.#read()?.has(userId) ?? false;
  }

  /** What the cache has may have been overtaken: it is not known until it was asked for anew. */
  doubt(): void {
    this.#doubts += 1;
  }

  /** Rejects where the server was not reached. */
  async ask(): Promise<void> {
    const doubts = this.#doubts;
    const { data } = await this.client.query({ query: BlockedPeopleDocument, fetchPolicy: 'network-only' });
    if (!data?.viewer) throw new Error('The server did not say who is blocked.');
    this.#answered = Math.max(this.#answered, doubts);
  }

  #read(): ReadonlySet<string> | null {
    const viewer = this.client.cache.readQuery({ query: BlockedPeopleDocument })?.viewer;
    return viewer ? new Set(viewer.blockedUsers.map(({ id }) => id)) : null;
  }
}
