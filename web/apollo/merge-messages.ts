import type { Reference } from '@apollo/client';

/** How the cache keeps a conversation's loaded messages: one run of seq without a hole, ascending. */
export type StoredMessages = { __typename: 'MessageConnection'; edges: readonly StoredMessageEdge[] };
export type StoredMessageEdge = { __typename: 'MessageEdge'; node: Reference };
type SeqOf = (edge: StoredMessageEdge) => number | undefined;

/**
 * Union by seq. What was there stays, because a page may be older than what a live event brought since it was asked for.
 * Only a page that does not touch the stored run, so that messages in between are unknown, takes its place.
 */
export function mergeMessages(existing: StoredMessages | undefined, incoming: StoredMessages, seqOf: SeqOf): StoredMessages {
  if (!existing || existing.edges.length === 0) return incoming;
  if (incoming.edges.length === 0) return existing;
  const [first, last] = rangeOf(existing.edges, seqOf);
  const [incomingFirst, incomingLast] = rangeOf(incoming.edges, seqOf);
  if (incomingFirst > last + 1 || incomingLast < first - 1) return incoming;
  const bySeq = new Map<number, StoredMessageEdge>();
  for (const edge of [...existing.edges, ...incoming.edges]) {
    const seq = seqOf(edge);
    if (seq !== undefined) bySeq.set(seq, edge);
  }
  const edges = [...bySeq].sort(([a], [b]) => a - b).map(([, edge]) => edge);
  return { ...incoming, edges };
}

function rangeOf(edges: readonly StoredMessageEdge[], seqOf: SeqOf): [number, number] {
  const seqs = edges.map(seqOf).filter((seq) => seq !== undefined);
  return [Math.min(...seqs), Math.max(...seqs)];
}
