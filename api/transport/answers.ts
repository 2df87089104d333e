import type { Frames } from './frames.js';

/** Answers that are kept for subscribers who come to their event later than the first. What is dropped is executed again. */
const maxKeptAnswers = 1_000;
const maxKeptBytes = 8 * 1024 * 1024;

/** Answers of one group, or of one viewer in it, by event. */
export type AnswerBook<Asker> = Map<object, Answer<Asker>>;

/** One event's answer to all who ask for it. */
export interface Answer<Asker> {
  readonly book: AnswerBook<Asker>;
  readonly event: object;
  /** Of the moment in which it was begun. */
  readonly stateVersion: number;
  /** Null until it is known. */
  frames: Frames | null;
  /** Who asked before it was known. */
  waiting: Asker[];
}

export function openAnswer<Asker>(book: AnswerBook<Asker>, event: object, stateVersion: number, asker: Asker): Answer<Asker> {
  const answer: Answer<Asker> = { book, event, stateVersion, frames: null, waiting: [asker] };
  book.set(event, answer);
  return answer;
}

/** Nobody finds it any more. Who waits for it still gets it. */
export function closeAnswer<Asker>(answer: Answer<Asker>): void {
  if (answer.book.get(answer.event) === answer) answer.book.delete(answer.event);
}

/** What is known already, over all groups: bounded, the oldest go first. */
export class KeptAnswers<Asker> {
  readonly #kept = new Set<Answer<Asker>>();
  #bytes = 0;

  keep(answer: Answer<Asker>): void {
    this.#kept.add(answer);
    this.#bytes += answer.frames?.bytes ?? 0;
    for (const oldest of this.#kept) {
      if (this.#kept.size <= maxKeptAnswers && this.#bytes <= maxKeptBytes) return;
      this.drop(oldest);
    }
  }

  drop(answer: Answer<Asker>): void {
    closeAnswer(answer);
    if (this.#kept.delete(answer)) this.#bytes -= answer.frames?.bytes ?? 0;
  }
}
