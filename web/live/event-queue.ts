import type { LiveEvent } from './apply-event';

/**
 * Between two times that events are shown: what each of them draws would take the time of typing otherwise. The more there are the longer, for nobody reads them
 * one by one: with 20 a second a third of a second, with 100 a second 0.6, and 1 with more.
 */
const showPauseMs = 300;
const showPausePerEventMs = 5;
const longestShowPauseMs = 1_000;
/** While more come than are applied, as after an absence, they are shown this often only. */
const catchUpPauseMs = 1_000;
/** Events that come closer than this are applied together. */
const applyPauseMs = 30;
/** After so many what is shown is read anew, a moment after and not all of it when it is shown: reading is a good part of it. */
const preparedAtOnce = 30;
/** So long events are applied before whoever types, or the screen, has a turn. */
const sliceMs = 4;

export type EventQueueOptions = {
  /** Nobody is told before `show`. */
  apply: (event: LiveEvent) => void;
  /** Does as much of showing as can be done a moment before. `isLast`: it is shown next. */
  prepare: (isLast: boolean) => void;
  /** Shows all that was applied since the last time: the last of it, and whether it brought the stream into step. */
  show: (last: LiveEvent, isLive: boolean) => void;
};

/**
 * Events between the socket and the screen, in their order. They are applied as they come, a few at a time, and shown together: thousands of them must neither
 * stop the page nor be painted thousands of times. The first of a calm is shown at once.
 */
export class EventQueue {
  #waiting: LiveEvent[] = [];
  #last: LiveEvent | null = null;
  #unshown = 0;
  #unprepared = 0;
  /** More have come than could be applied at once. */
  #isBehind = false;
  #isLive = false;
  /** Who may see something no more is told at once. */
  #isUrgent = false;
  #appliedAt = -Infinity;
  #shownAt = -Infinity;
  #applying: ReturnType<typeof setTimeout> | undefined;
  #showing: ReturnType<typeof setTimeout> | undefined;
  #preparing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: EventQueueOptions) {}

  add(event: LiveEvent): void {
    this.#waiting.push(event);
    this.#applying ??= setTimeout(this.#applySome, this.#appliedAt + applyPauseMs - performance.now());
  }

  /** Applies and shows all that is there. */
  flush(): void {
    this.#apply(Infinity);
    this.#show();
  }

  /** What has not been applied is dropped. */
  stop(): void {
    clearTimeout(this.#applying);
    clearTimeout(this.#preparing);
    clearTimeout(this.#showing);
    this.#waiting = [];
    this.#last = null;
  }

  /** In a hidden page timers are slow, and nobody types: there each takes no other to wait for. */
  readonly #applySome = () => this.#apply(document.hidden ? Infinity : performance.now() + sliceMs);

  #apply(until: number): void {
    clearTimeout(this.#applying);
    this.#applying = undefined;
    let count = 0;
    try {
      for (const event of this.#waiting) {
        if (count > 0 && performance.now() >= until) break;
        // An event that can't be applied is heard of as any other fault, and does not hold up those after it.
        count += 1;
        this.#last = event;
        this.#unshown += 1;
        this.#unprepared += 1;
        this.#isUrgent ||= event.__typename === 'ConversationRemoved';
        this.#isLive ||= event.__typename === 'CursorAdvanced' && event.live;
        this.options.apply(event);
      }
    } finally {
      this.#waiting.splice(0, count);
      this.#appliedAt = performance.now();
      this.#isBehind = this.#waiting.length > 0;
      if (this.#last) this.#goOn();
    }
  }

  /** After some were applied. */
  #goOn(): void {
    if (this.#isBehind) this.#applying = setTimeout(this.#applySome);
    else if (this.#unprepared >= preparedAtOnce) this.#preparing ??= setTimeout(() => this.#prepare(false));
    if (this.#isUrgent && !this.#isBehind) this.#show();
    else if (this.#showing === undefined) this.#showInTime();
  }

  #showInTime(): void {
    this.#showing = undefined;
    const ofMany = Math.min(longestShowPauseMs, showPauseMs + showPausePerEventMs * this.#unshown);
    const pauseMs = this.#shownAt + (this.#isBehind ? catchUpPauseMs : ofMany) - performance.now();
    if (pauseMs > 0) this.#showing = setTimeout(() => this.#showInTime(), Math.min(pauseMs, showPauseMs));
    else if (document.hidden) this.#show();
    else {
      this.#prepare(true);
      // Whoever types has a turn in between.
      this.#showing = setTimeout(() => this.#show());
    }
  }

  #prepare(isLast: boolean): void {
    clearTimeout(this.#preparing);
    this.#preparing = undefined;
    this.#unprepared = 0;
    this.options.prepare(isLast);
  }

  #show(): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    if (!this.#last) return;
    const [last, isLive] = [this.#last, this.#isLive];
    this.#last = null;
    this.#isLive = this.#isUrgent = false;
    this.#unshown = 0;
    this.options.show(last, isLive);
    this.#shownAt = performance.now();
  }
}
