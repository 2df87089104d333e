/** An event as it came, whatever the document selected. */
export type ReceivedEvent = { readonly __typename: string; readonly cursor: string } & Readonly<Record<string, unknown>>;

/** Asks the server as the client's person, through the process that the client is connected to. Throws where the answer has errors. */
export type Ask = <Data>(document: unknown, variables?: Record<string, unknown>) => Promise<Data>;

/**
 * What a client keeps: filled by queries once, then kept by events. `held` and `fresh` are plain data of the same shape; at the live
 * edge they must be equal.
 */
export interface Replica {
  /** A GraphQL document with one `events` subscription that takes `after`. */
  readonly eventsDocument: unknown;
  /** Forgets everything and asks for it anew. */
  startAnew(): Promise<void>;
  apply(event: ReceivedEvent): Promise<void>;
  held(): unknown;
  fresh(): Promise<unknown>;
  /** The newest seq that it knows of the conversation; null where it holds no such conversation. */
  newestSeq(conversationId: string): number | null;
}

export type CreateReplica = (viewerId: string, ask: Ask) => Replica;
