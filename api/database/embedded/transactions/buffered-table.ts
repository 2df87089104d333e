import { type RangeOptions, type ReadableTable, type Table } from '../storage/tables.js';

/** What is to become of a key: its new value, or nothing. */
export interface BufferedChange {
  readonly key: Buffer;
  readonly value: Buffer | undefined;
}

interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** A table as an open transaction sees it: a snapshot with the transaction's own writes over it, which nobody else sees. */
export class BufferedTable implements Table {
  /** By the bytes of the key, one a character: such texts compare as the bytes do. */
  private readonly changesByName = new Map<string, BufferedChange>();
  private readonly sortedNames: string[] = [];

  /** Hears how many bytes each write takes. */
  constructor(
    private readonly snapshot: ReadableTable,
    private readonly onWrite: (bytes: number) => void,
  ) {}

  get(key: Buffer): Buffer | undefined {
    const change = this.changesByName.get(nameOf(key));
    return change ? change.value : this.snapshot.get(key);
  }

  doesExist(key: Buffer): boolean {
    return this.get(key) !== undefined;
  }

  put(key: Buffer, value: Buffer): void {
    this.change({ key, value });
  }

  remove(key: Buffer): void {
    this.change({ key, value: undefined });
  }

  *getRange({ limit = Infinity, ...range }: RangeOptions): Generator<Entry> {
    let count = 0;
    for (const entry of this.merged(range)) {
      if (count >= limit) return;
      count += 1;
      yield entry;
    }
  }

  *getKeys(options: RangeOptions): Generator<Buffer> {
    for (const { key } of this.getRange(options)) yield key;
  }

  getKeysCount(options: RangeOptions): number {
    let count = 0;
    for (const _ of this.getRange(options)) count += 1;
    return count;
  }

  /** In the order of the keys. */
  *changes(): Generator<BufferedChange> {
    for (const name of this.sortedNames) {
      const change = this.changesByName.get(name);
      if (change) yield change;
    }
  }

  private change(change: BufferedChange): void {
    const name = nameOf(change.key);
    if (!this.changesByName.has(name)) this.sortedNames.splice(this.placeOf(name), 0, name);
    this.changesByName.set(name, change);
    this.onWrite(change.key.length + (change.value?.length ?? 0));
  }

  private *merged(range: RangeOptions): Generator<Entry> {
    const stored = this.snapshot.getRange(range);
    const step = range.reverse ? -1 : 1;
    const [first, end] = this.placesOf(range);
    let place = first;
    if (place === end) {
      yield* stored;
      return;
    }
    const isBefore = (left: string, right: string): boolean => (range.reverse ? left > right : left < right);
    for (const entry of stored) {
      const name = nameOf(entry.key);
      for (; place !== end && isBefore(this.nameAt(place), name); place += step) yield* this.entryAt(place);
      if (place !== end && this.nameAt(place) === name) {
        yield* this.entryAt(place);
        place += step;
      } else yield entry;
    }
    for (; place !== end; place += step) yield* this.entryAt(place);
  }

  /** The first place of the range, and the one behind its last. A reverse range includes its start and excludes its end. */
  private placesOf({ start, end, reverse }: RangeOptions): [number, number] {
    if (!reverse) {
      const first = start ? this.placeOf(nameOf(start)) : 0;
      return [first, Math.max(first, end ? this.placeOf(nameOf(end)) : this.sortedNames.length)];
    }
    const first = (start ? this.placeBehind(nameOf(start)) : this.sortedNames.length) - 1;
    return [first, Math.min(first, (end ? this.placeBehind(nameOf(end)) : 0) - 1)];
  }

  private *entryAt(place: number): Generator<Entry> {
    const change = this.changesByName.get(this.nameAt(place));
    if (change?.value !== undefined) yield { key: change.key, value: change.value };
  }

  private nameAt(place: number): string {
    return this.sortedNames[place] ?? '';
  }

  /** Of the first name that is not before this one. */
  private placeOf(name: string): number {
    let [low, high] = [0, this.sortedNames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.nameAt(middle) < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private placeBehind(name: string): number {
    const place = this.placeOf(name);
    return this.nameAt(place) === name && place < this.sortedNames.length ? place + 1 : place;
  }
}

function nameOf(key: Buffer): string {
  return key.toString('latin1');
}
