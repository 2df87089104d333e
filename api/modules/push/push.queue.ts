/** Posted at the same time: in all, to one push service, and for one person, who may have named twenty hosts. */
const maxAtOnce = 60;
const maxOfHost = 20;
const maxOfPerson = 4;
const maxWaiting = 10_000;

/** Whose places it takes. */
export interface Queued {
  readonly host: string;
  readonly person: string;
}

/**
 * What waits for a place, in lanes: one for each person at each push service, taken in turn. A host that does not answer, and a person who has named many of
 * them, hold no more than their share, and what waits for them is in nobody's way.
 */
export class PushQueue<Job extends Queued> {
  readonly #lanes = new Map<string, Job[]>();
  readonly #taken = new Map<string, number>();
  #running = 0;
  #waiting = 0;

  get waiting(): number {
    return this.#waiting;
  }

  get lanes(): number {
    return this.#lanes.size;
  }

  /** Answers with what had to go for it: the oldest of the longest lane, where too many wait. */
  push(job: Job): Job | null {
    const lane = this.#lanes.get(laneOf(job));
    if (lane) lane.push(job);
    else this.#lanes.set(laneOf(job), [job]);
    this.#waiting += 1;
    if (this.#waiting <= maxWaiting) return null;
    let longest: Job[] = [];
    for (const candidate of this.#lanes.values()) if (candidate.length > longest.length) longest = candidate;
    return longest[0] ? this.#shift(longest[0], longest) : null;
  }

  /** The next that there is a place for, which it takes; null where there is none. */
  take(): Job | null {
    if (this.#running >= maxAtOnce) return null;
    for (const lane of this.#lanes.values()) {
      const [job] = lane;
      if (!job || !this.#hasRoom(job)) continue;
      this.#shift(job, lane);
      this.#count(job, 1);
      return job;
    }
    return null;
  }

  /** Gives back the place that was taken. */
  leave(job: Job): void {
    this.#count(job, -1);
  }

  clear(): void {
    this.#lanes.clear();
    this.#waiting = 0;
  }

  /** The first of its lane; the rest of it is last of all now. */
  #shift(job: Job, lane: Job[]): Job {
    lane.shift();
    this.#waiting -= 1;
    this.#lanes.delete(laneOf(job));
    if (lane.length > 0) this.#lanes.set(laneOf(job), lane);
    return job;
  }

  #hasRoom({ host, person }: Queued): boolean {
    return (this.#taken.get(hostKey(host)) ?? 0) < maxOfHost && (this.#taken.get(personKey(person)) ?? 0) < maxOfPerson;
  }

  #count({ host, person }: Queued, change: 1 | -1): void {
    this.#running += change;
    for (const key of [hostKey(host), personKey(person)]) {
      const count = (this.#taken.get(key) ?? 0) + change;
      if (count > 0) this.#taken.set(key, count);
      else this.#taken.delete(key);
    }
  }
}

const hostKey = (host: string) => `host ${host}`;
const personKey = (person: string) => `person ${person}`;
const laneOf = ({ host, person }: Queued) => `${person} ${host}`;
