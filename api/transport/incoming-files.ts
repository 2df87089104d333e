/** Files that come in at the same time, in this process, and how many of them may be one person's: others go on beside somebody whose files come slowly. */
const maxIncoming = 16;
const maxOfOwner = 4;

/** Who sends how many files at this moment. */
export class IncomingFiles {
  #count = 0;
  readonly #byOwner = new Map<string, number>();

  /** Takes a place; answers with how to leave it, or with null where there is none. */
  enter(ownerId: string): (() => void) | null {
    const own = this.#byOwner.get(ownerId) ?? 0;
    if (this.#count >= maxIncoming || own >= maxOfOwner) return null;
    this.#count += 1;
    this.#byOwner.set(ownerId, own + 1);
    return () => this.#leave(ownerId);
  }

  #leave(ownerId: string): void {
    this.#count -= 1;
    const left = (this.#byOwner.get(ownerId) ?? 1) - 1;
    if (left > 0) this.#byOwner.set(ownerId, left);
    else this.#byOwner.delete(ownerId);
  }
}
