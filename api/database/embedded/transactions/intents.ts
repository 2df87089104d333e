import { BlockedWrite, writeConflict } from '../storage/blocked-write.js';
import { type Position } from '../storage/oplog.js';
import { type ClaimedTable, type WriteClaims } from '../storage/write-claims.js';
import { QueryError } from '../query-errors.js';

/** An open transaction, as far as others have to mind it. */
export interface Holder {
  /** The last change that its snapshot holds. */
  readonly snapshotPosition: Position;
  readonly ended: Promise<void>;
}

/**
 * What keeps writers apart. An open transaction claims each key it writes until it ends: another transaction that wants it fails at once,
 * a plain write waits, and so does the change of a collection that it has written to. Plain writes claim nothing, as there is only one at a time, but are noted: a transaction whose snapshot does not
 * hold them may not write the same.
 */
export class Intents {
  private readonly holders = new Map<string, Holder>();
  /** Transactions that have written documents of a collection. */
  private readonly users = new Map<string, Set<Holder>>();
  /** Plain writes that wait, by what they want: they come before any transaction that wants the same. */
  private readonly waiting = new Map<string, Set<() => void>>();
  /** What was written since the oldest open snapshot, and after which position: a snapshot that ends there, or before, does not hold it. */
  private readonly changes = new Map<string, Position>();
  /** Open transactions, with the names of what they hold. */
  private readonly open = new Map<Holder, Set<string>>();
  private noted: Position | undefined;
  private sweepAt = firstSweep;

  constructor(private readonly oplog: { readonly lastCommitted: Position }) {}

  /** For writes outside of transactions, which run one after another inside `Store.write`. */
  readonly plain: WriteClaims = {
    claimKey: (table, key) => {
      const name = keyName(table, key);
      this.waitFor(name, this.holders.get(name));
      this.note(name);
    },
    useCollection: () => undefined,
    changeCollection: (database, collection) => {
      const name = collectionName(database, collection);
      this.waitFor(name, this.holders.get(name));
      for (const user of this.users.get(name) ?? []) this.waitFor(name, user);
      this.note(name);
    },
  };

  /** For the writes of a transaction. */
  begin(holder: Holder): WriteClaims {
    this.open.set(holder, new Set());
    return {
      claimKey: (table, key) => this.claim(holder, keyName(table, key)),
      useCollection: ({ database, name: collection }) => {
        const name = collectionName(database, collection);
        const users = this.users.get(name) ?? new Set();
        if (users.has(holder) || this.holders.get(name) === holder) return;
        this.take(holder, name);
        this.users.set(name, users.add(holder));
      },
      changeCollection: (database, collection) => this.claim(holder, collectionName(database, collection)),
    };
  }

  /** Gives everything back. With `isCommitted`, inside the write of its commit, what it claimed counts as written from now on. */
  end(holder: Holder, isCommitted: boolean): void {
    const names = this.open.get(holder) ?? [];
    this.open.delete(holder);
    for (const name of names) {
      const users = this.users.get(name);
      if (users?.delete(holder) && users.size === 0) this.users.delete(name);
      if (this.holders.get(name) !== holder) continue;
      this.holders.delete(name);
      if (isCommitted) this.note(name);
    }
  }

  /** Whether the change of a collection waits for it. */
  holdsUpChange(holder: Holder): boolean {
    for (const name of this.waiting.keys())
      if (name.startsWith(collectionMark) && (this.holders.get(name) === holder || this.users.get(name)?.has(holder))) return true;
    return false;
  }

  get openCount(): number {
    return this.open.size;
  }

  private claim(holder: Holder, name: string): void {
    if (this.holders.get(name) === holder) return;
    this.take(holder, name);
    this.holders.set(name, holder);
  }

  private take(holder: Holder, name: string): void {
    const names = this.open.get(holder);
    if (names === undefined) throw new QueryError(251, 'The transaction has been aborted.');
    if (this.holders.has(name) || this.waiting.has(name) || this.hasChangedSince(name, holder)) throw writeConflict();
    names.add(name);
  }

  private waitFor(name: string, holder: Holder | undefined): void {
    if (holder === undefined) return;
    const waiting = this.waiting.get(name) ?? new Set();
    const leave = (): void => {
      if (waiting.delete(leave) && waiting.size === 0) this.waiting.delete(name);
    };
    this.waiting.set(name, waiting.add(leave));
    throw new BlockedWrite(holder.ended, leave);
  }

  private hasChangedSince(name: string, { snapshotPosition }: Holder): boolean {
    const after = this.changes.get(name);
    return after !== undefined && snapshotPosition.compare(after) <= 0;
  }

  /** Inside a write: its commit will come after everything that is committed now. */
  private note(name: string): void {
    const { lastCommitted } = this.oplog;
    if (lastCommitted !== this.noted) this.forget();
    this.noted = lastCommitted;
    this.changes.set(name, lastCommitted);
  }

  /** At the first write after a commit: what every open snapshot holds, and every later one will hold, need not be remembered. */
  private forget(): void {
    if (this.open.size === 0) this.changes.clear();
    if (this.changes.size < this.sweepAt) return;
    const positions = [...this.open.keys()].map(({ snapshotPosition }) => snapshotPosition);
    const oldest = positions.reduce((least, each) => (least.compare(each) <= 0 ? least : each), this.oplog.lastCommitted);
    for (const [name, after] of this.changes) if (oldest.compare(after) > 0) this.changes.delete(name);
    this.sweepAt = Math.max(firstSweep, this.changes.size * 2);
  }
}

const firstSweep = 10_000;
const collectionMark = 'c';

function keyName(table: ClaimedTable, key: Buffer): string {
  return `${table === 'documents' ? 'd' : 'i'}${key.toString('latin1')}`;
}

function collectionName(database: string, name: string): string {
  return `${collectionMark}${database}.${name}`;
}
