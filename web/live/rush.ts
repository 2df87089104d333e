import type { LiveEvent } from './apply-event';

/** More than anybody reads came to a conversation at whose end somebody reads along. Of the messages that wait only the newest so many are kept. */
export class Rush {
  /** The first seq that is kept. */
  readonly keptFrom: number;
  readonly #leftOut: ReadonlySet<LiveEvent>;
  readonly #firstKept: LiveEvent | undefined;

  constructor(
    readonly conversationId: string,
    waiting: readonly LiveEvent[],
    kept: number,
  ) {
    const arriving = waiting.flatMap((event) =>
      event.__typename === 'MessageAdded' && event.message.conversationId === conversationId ? [event] : [],
    );
    const first = arriving.at(-kept);
    this.keptFrom = first?.message.seq ?? 0;
    this.#firstKept = first;
    this.#leftOut = new Set(arriving.slice(0, -kept));
  }

  /** Those that are left out come with the first that is kept: nobody may see the conversation without its end. */
  inOrder(events: readonly LiveEvent[]): readonly LiveEvent[] {
    return events.flatMap((event) => {
      if (this.#leftOut.has(event)) return [];
      return event === this.#firstKept ? [...this.#leftOut, event] : [event];
    });
  }
}
