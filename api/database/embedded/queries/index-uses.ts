import { Long } from 'bson';
import { type CollectionRecord } from '../storage/catalog.js';
import { type Plan } from './planner.js';

export interface IndexUse {
  ops: Long;
  since: Date;
}

/** How often queries have taken an index since the server started, or since it was made; as in MongoDB, this is not kept on the disk. */
export class IndexUses {
  private readonly startedAt = new Date();
  private readonly counts = new Map<number, number>();
  private readonly madeAt = new Map<number, Date>();

  /** Reading a whole collection takes no index, though its documents lie in the order of their `_id`. */
  notePlan(collection: CollectionRecord, { scans }: Plan): void {
    for (const { index, isNarrowed } of scans) {
      if (index) this.note(index.id);
      else if (isNarrowed) this.note(collection.id);
    }
  }

  /** An index by its id; that of a collection stands for its `_id_`, as the two share their numbers. */
  begin(id: number): void {
    this.madeAt.set(id, new Date());
  }

  of(id: number): IndexUse {
    return { ops: Long.fromNumber(this.counts.get(id) ?? 0), since: this.madeAt.get(id) ?? this.startedAt };
  }

  private note(id: number): void {
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
  }
}
