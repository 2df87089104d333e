/**
 * Who has blocked whom, in memory. Filled by a scan and kept by the change stream, as the index of memberships is. For what is delivered; whoever asks,
 * asks the database.
 */
export class BlockIndex {
  #blocked = new Map<string, Set<string>>();

  /** Applying the same twice changes nothing. */
  apply(blockerId: string, blockedId: string, present: boolean): void {
    const blocked = this.#blocked.get(blockerId);
    if (!present) {
      if (blocked?.delete(blockedId) && blocked.size === 0) this.#blocked.delete(blockerId);
    } else if (blocked) blocked.add(blockedId);
    else this.#blocked.set(blockerId, new Set([blockedId]));
  }

  /** Replaces everything by what `scan` finds, in one step at its end. */
  async reload(scan: AsyncIterable<{ readonly blockerId: string; readonly blockedId: string }>): Promise<void> {
    const fresh = new BlockIndex();
    for await (const { blockerId, blockedId } of scan) fresh.apply(blockerId, blockedId, true);
    this.#blocked = fresh.#blocked;
  }

  /** Whether either has blocked the other. */
  isBetween(one: string, other: string): boolean {
    return this.hasBlocked(one, other) || this.hasBlocked(other, one);
  }

  hasBlocked(blockerId: string, blockedId: string): boolean {
    return this.#blocked.get(blockerId)?.has(blockedId) ?? false;
  }
}
