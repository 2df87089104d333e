import { type Timestamp } from 'bson';
import { type Engine, type LiveEngine } from '../engine.js';
import { Catalog, type CollectionRecord } from '../storage/catalog.js';
import { Documents } from '../storage/documents.js';
import { type ChangeImages, type ChangeLog, type OplogEvent, type Position } from '../storage/oplog.js';
import { lastKey } from '../storage/ranges.js';
import { type Snapshot } from '../storage/snapshot.js';
import { Cursors } from '../queries/cursors.js';
import { type Document } from '../values/values.js';
import { type Holder } from './intents.js';
import { TransactionStore } from './transaction-store.js';

interface Change {
  event: OplogEvent;
  images: ChangeImages;
}

/** An open transaction: one snapshot, what it has written over that, and an engine that commands see both through. */
export class Transaction implements Holder {
  readonly snapshotPosition: Position;
  readonly ended: Promise<void>;
  readonly engine: Engine;
  /** What it will tell change streams. */
  readonly changes: Change[] = [];
  readonly store: TransactionStore;
  /** The collections of the snapshot. */
  readonly collectionsBefore: ReadonlyMap<string, CollectionRecord>;
  readonly startedAt = Date.now();
  private resolveEnded: () => void = () => undefined;

  constructor(
    private readonly live: LiveEngine,
    snapshot: Snapshot,
    readonly lsid: Document,
    readonly txnNumber: unknown,
  ) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.snapshotPosition = positionOf(live, snapshot);
    this.store = new TransactionStore(snapshot, live.store.indexUses);
    const catalog = new Catalog(this.store, live.catalog);
    this.collectionsBefore = catalog.collections;
    const claims = live.intents.begin(this);
    const changes = this.changeLog();
    const documents = new Documents(this.store, catalog, changes, claims);
    this.engine = { ...live, store: this.store, catalog, documents, changes, claims, cursors: new Cursors(), transaction: this };
  }

  /** Gives back all that it held; with `isCommitted` inside the write that makes its changes everybody's. */
  end(isCommitted: boolean): void {
    this.live.intents.end(this, isCommitted);
    this.engine.cursors.closeAll();
    void this.store.close();
    this.resolveEnded();
  }

  private changeLog(): ChangeLog {
    return {
      nextTime: (): Timestamp => this.live.oplog.nextTime(),
      append: (event, images = {}) => void this.changes.push({ event, images }),
    };
  }
}

/** The last change that a snapshot holds. It is read from the snapshot itself: what memory knows may be ahead of it or behind. */
function positionOf({ oplog }: Engine, snapshot: Snapshot): Position {
  const position = lastKey(snapshot.oplog);
  if (position !== undefined && position.compare(oplog.lastCommitted) >= 0) return position;
  snapshot.close();
  throw new Error('A snapshot is older than what was acknowledged before it');
}
