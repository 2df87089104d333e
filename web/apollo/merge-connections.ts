import type { Reference } from '@apollo/client';

/** A connection as the cache keeps it. `pageInfo` belongs to the page that reaches furthest. */
export type StoredConnection<Edge> = {
  __typename: string;
  edges: readonly Edge[];
  pageInfo?: { __typename: 'PageInfo'; hasNextPage: boolean; endCursor: string | null };
};
export type StoredConversationEdge = { __typename: 'ConversationEdge'; node: Reference };
export type StoredMember = {
  __typename: 'Member';
  user: Reference;
  role: 'OWNER' | 'ADMIN' | 'MEMBER';
  joinedAt: string;
  lastReadSeq: number;
  lastDeliveredSeq: number;
  revision: number;
};
export type StoredMemberEdge = { __typename: 'MemberEdge'; node: StoredMember };

/**
 * Union by conversation; the order is the reader's business (by lastActivityAt). A fresh first page must not drop the pages
 * after it, nor a conversation that a live event brought: what has ended, ConversationRemoved takes out.
 */
export function mergeConversations(
  existing: StoredConnection<StoredConversationEdge> | undefined,
  incoming: StoredConnection<StoredConversationEdge>,
  isFirstPage: boolean,
): StoredConnection<StoredConversationEdge> {
  if (!existing) return incoming;
  const edges = new Map(existing.edges.map((edge) => [edge.node.__ref, edge]));
  for (const edge of incoming.edges) edges.set(edge.node.__ref, edge);
  const knowsFurtherPage = existing.pageInfo !== undefined && (!existing.pageInfo.hasNextPage || existing.pageInfo.endCursor !== null);
  const keepsFurtherPage = isFirstPage && knowsFurtherPage && existing.edges.length > incoming.edges.length;
  return { ...incoming, edges: [...edges.values()], pageInfo: keepsFurtherPage ? existing.pageInfo : incoming.pageInfo };
}

/** Union by user, newer revisions win. A first page that is the whole list replaces what was there. */
export function mergeMembers(
  existing: StoredConnection<StoredMemberEdge> | undefined,
  incoming: StoredConnection<StoredMemberEdge>,
  isFirstPage: boolean,
): StoredConnection<StoredMemberEdge> {
  if (!existing) return incoming;
  const isWhole = isFirstPage && incoming.pageInfo?.hasNextPage === false;
  const known = new Map(existing.edges.map((edge) => [edge.node.user.__ref, edge]));
  const edges = new Map(isWhole ? [] : known);
  for (const edge of incoming.edges) {
    const before = known.get(edge.node.user.__ref);
    edges.set(edge.node.user.__ref, before ? { ...edge, node: newerMember(before.node, edge.node) } : edge);
  }
  const keepsFurtherPage = isFirstPage && !isWhole && existing.pageInfo !== undefined && existing.edges.length > incoming.edges.length;
  return { ...incoming, edges: [...edges.values()], pageInfo: keepsFurtherPage ? existing.pageInfo : incoming.pageInfo };
}

/** The higher revision wins; marks only ever grow, and move without a new revision. */
export function newerMember(before: StoredMember, after: StoredMember): StoredMember {
  return {
    ...(before.revision > after.revision ? before : after),
    lastReadSeq: Math.max(before.lastReadSeq, after.lastReadSeq),
    lastDeliveredSeq: Math.max(before.lastDeliveredSeq, after.lastDeliveredSeq),
  };
}
