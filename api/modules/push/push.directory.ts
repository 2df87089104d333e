import { Types } from 'mongoose';
import type { Change } from '../../live/change.js';
import { PushSubscriptionModel, type PushSubscription } from './push.model.js';

/**
 * Who has a browser to be told of messages, as the change feed tells it: on most servers few, so that most messages need no further thought. A subscription that
 * is new may be missed for a moment; one that is gone is noticed when it is looked up.
 */
export class PushDirectory {
  readonly #owners = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** By user id: how many subscriptions. */
  get users(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** Adds what is stored. The feed must be followed already. */
  async load(): Promise<void> {
    const stored = PushSubscriptionModel.find({}, { userId: 1 })
      .lean<Pick<PushSubscription, '_id' | 'userId'>[]>()
      .cursor({ batchSize: 1000 });
    for await (const { _id, userId } of stored) this.#set(_id, userId.toHexString());
  }

  hear({ collection, operation, id, document }: Change): void {
    if (collection !== 'pushSubscriptions') return;
    if (operation === 'delete') this.#remove(id);
    else if (document?.userId instanceof Types.ObjectId) this.#set(id, document.userId.toHexString());
  }

  #set(id: string, userId: string): void {
    if (this.#owners.get(id) === userId) return;
    this.#remove(id);
    this.#owners.set(id, userId);
    this.#counts.set(userId, (this.#counts.get(userId) ?? 0) + 1);
  }

  #remove(id: string): void {
    const userId = this.#owners.get(id);
    if (userId === undefined) return;
    this.#owners.delete(id);
    const count = (this.#counts.get(userId) ?? 1) - 1;
    if (count > 0) this.#counts.set(userId, count);
    else this.#counts.delete(userId);
  }
}
