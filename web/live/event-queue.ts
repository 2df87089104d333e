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
/** Never more at once: between them is looked whether the slice is over. */
const appliedAtOnce = 10;
/** After so many what is shown is read anew, a moment after and not all of it when it is shown: reading is a good part of it. */
const preparedAtOnce = 30;
/** So long events are applied before whoever types, or the screen, has a turn. */
const sliceMs = 4;
/** Of a rush no more at once than this, little of which is written: more are applied as others are. */
const mostOfRush = 500;
/** A screen shows 60 frames a second: in a rush applying, preparing and showing have one each. */
const frameMs = Math.ceil(1000 / 60);

export type EventQueueOptions = {
  /** Of what comes most would be gone before anybody sees it: it waits until it is shown. */
  isRush: () => boolean;
  /** Nobody is told before `show`. `isRush`: these are all that waited in one, so that most of them may be left out. */
  apply: (events: readonly LiveEvent[], isRush: boolean) => void;
  /** Does as much of showing as can be done a moment before. `isLast`: it is shown next. */
  prepare: (isLast: boolean) => void;
  /** Shows all that was applied since the last time: the last of it, and whether it brought the stream into step. */
  show: (last: LiveEvent, isLive: boolean) => void;
};

/** Who may see something no more is told at once. */
const isUrgent = (event: LiveEvent) => event.__typename === 'ConversationRemoved';

/**
 * Events between the socket and the screen, in their order. They are applied as they come, a few at a time, and shown together: thousands of them must neither
 * stop the page nor be painted thousands of times. The first of a calm is shown at once. Those of a rush are applied all at once, a moment before they are shown.
 */
export class EventQueue {
  #waiting: LiveEvent[] = [];
  #last: LiveEvent | null = null;
  #unshown = 0;
  #unprepared = 0;
  /** Since when there are more than could be applied at once. */
  #behindSince: number | null = null;
  #isLive = false;
  #isUrgent = false;
  #appliedAt = -Infinity;
  #shownAt = -Infinity;
  #applying: ReturnType<typeof setTimeout> | undefined;
  #showing: ReturnType<typeof setTimeout> | undefined;
  #preparing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: EventQueueOptions) {}

  add(event: LiveEvent): void {
    this.#waiting.push(event);
    if (isUrgent(event) || this.#applying === undefined) this.#applyInTime();
  }

  /** What whoever types, or the screen, has in between. */
  get #turnMs(): number {
    return this.options.isRush() ? frameMs : 0;
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

  #applyInTime(): void {
    clearTimeout(this.#applying);
    const isHeld = this.options.isRush() && !this.#waiting.some(isUrgent);
    const at = isHeld ? Math.max(this.#shownAt, this.#appliedAt) + longestShowPauseMs : this.#appliedAt + applyPauseMs;
    this.#applying = setTimeout(this.#applySome, at - performance.now());
  }

  /** In a hidden page timers are slow, and nobody types: there each takes no other to wait for. */
  readonly #applySome = () => this.#apply(document.hidden ? Infinity : performance.now() + sliceMs);

  #apply(until: number): void {
    clearTimeout(this.#applying);
    this.#applying = undefined;
    const isRush = this.#behindSince === null && this.#waiting.length <= mostOfRush && this.options.isRush();
    while (this.#waiting.length > 0) {
      const events = this.#waiting.splice(0, isRush ? mostOfRush : appliedAtOnce);
      for (const event of events) this.#note(event);
      this.#applyTogether(events, isRush);
      if (performance.now() >= until) break;
    }
    this.#appliedAt = performance.now();
    // Whoever types has a turn then, before they are read.
    const tookLong = isRush || this.#behindSince !== null;
    this.#behindSince = this.#waiting.length > 0 ? (this.#behindSince ?? this.#appliedAt) : null;
    if (this.#last) this.#goOn(tookLong);
  }

  #note(event: LiveEvent): void {
    this.#last = event;
    this.#unshown += 1;
    this.#unprepared += 1;
    this.#isUrgent ||= isUrgent(event);
    this.#isLive ||= event.__typename === 'CursorAdvanced' && event.live;
  }

  /** One that can't be applied is heard of as any other fault, and does not hold up the others: what is applied twice changes nothing. */
  #applyTogether(events: readonly LiveEvent[], isRush: boolean): void {
    try {
      this.options.apply(events, isRush);
    } catch (error) {
      if (events.length > 1) for (const event of events) this.#applyTogether([event], false);
      else
        setTimeout(() => {
          throw error;
        });
    }
  }

  /** After some were applied. */
  #goOn(tookLong: boolean): void {
    if (this.#behindSince !== null) {
      this.#applying = setTimeout(this.#applySome);
      if (this.#appliedAt - this.#behindSince < catchUpPauseMs) return;
    } else if (this.#isUrgent) return this.#show();
    if (this.#showing === undefined && tookLong && !document.hidden) {
      this.#showing = setTimeout(() => this.#showInTime(), this.#turnMs);
      return;
    }
    if (this.#showing === undefined) this.#showInTime();
    if (this.#unprepared >= preparedAtOnce) this.#preparing ??= setTimeout(() => this.#prepare(false));
  }

  #showInTime(): void {
    this.#showing = undefined;
    const ofMany = Math.min(longestShowPauseMs, showPauseMs + showPausePerEventMs * this.#unshown);
    const pauseMs = this.#shownAt + (this.#behindSince === null ? ofMany : catchUpPauseMs) - performance.now();
    if (pauseMs > 0) this.#showing = setTimeout(() => this.#showInTime(), Math.min(pauseMs, showPauseMs));
    else if (document.hidden) this.#show();
    else {
      this.#prepare(true);
      // Whoever types has a turn in between.
      this.#showing = setTimeout(() => this.#show(), this.#turnMs);
    }
  }

  #prepare(isLast: boolean): void {
    clearTimeout(this.#preparing);
    this.#preparing = undefined;
    this.#unprepared = 0;
    this.options.prepare(isLast);
  }

  #show(): void {
    clearTimeout(this.#preparing);
    clearTimeout(this.#showing);
    this.#preparing = this.#showing = undefined;
    if (!this.#last) return;
    const [last, isLive] = [this.#last, this.#isLive];
    this.#last = null;
    this.#isLive = this.#isUrgent = false;
    this.#unshown = this.#unprepared = 0;
    this.options.show(last, isLive);
    this.#shownAt = performance.now();
    // Whether it is a rush is another now.
    if (this.#waiting.length > 0 && this.#behindSince === null) this.#applyInTime();
  }
}
