import type { LiveEvent } from './apply-event';

/** More than anybody reads came to a conversation at whose end somebody reads along. Of the messages that wait only the newest so many are kept. */
export class Rush {
  /** The first seq that is kept. */
  readonly keptFrom: number;
  /**
   * The messages of the conversation together, after everything else: a change of one, or the viewer's state, may come before the messages that it is about (schema:
   * ViewerStateChanged), and counts by what is loaded until then.
   */
  readonly events: readonly LiveEvent[];

  constructor(
    readonly conversationId: string,
    waiting: readonly LiveEvent[],
    kept: number,
  ) {
    const arriving = waiting.flatMap((event) =>
      event.__typename === 'MessageAdded' && event.message.conversationId === conversationId ? [event] : [],
    );
    const those = new Set<LiveEvent>(arriving);
    this.keptFrom = arriving.at(-kept)?.message.seq ?? 0;
    this.events = [...waiting.filter((event) => !those.has(event)), ...arriving];
  }
}
