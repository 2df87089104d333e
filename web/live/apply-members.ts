import type { ApolloCache } from '@apollo/client';
import { conversationCacheId, userCacheId } from '../apollo/cache';
import { UserFields } from '../apollo/documents';
import { modifyField } from '../apollo/modify-field';
import { newerMember, type StoredConnection, type StoredMember, type StoredMemberEdge } from '../apollo/merge-connections';
import type { MemberFieldsFragment, UserFieldsFragment, ViewerStateFieldsFragment } from '../generated/graphql';
import type { Viewer } from './apply-message';

/** In larger conversations the marks of others are not told one by one; ViewerStateChanged brings the ticks (schema: ReadMarkerMoved). */
const readMarkerMemberLimit = 50;

type StoredMembers = StoredConnection<StoredMemberEdge>;
export type MembersChange = {
  conversationId: string;
  changed: readonly MemberFieldsFragment[];
  removedUserIds: readonly string[];
  memberCount: number;
};
export type MarkerMove = { conversationId: string; userId: string; lastReadSeq: number; lastDeliveredSeq: number };

export function applyMembersChanged(cache: ApolloCache, change: MembersChange, { viewerId }: Viewer): void {
  const id = conversationCacheId(change.conversationId);
  for (const member of change.changed) applyUserChanged(cache, member.user);
  const removed = new Set(change.removedUserIds.map(userCacheId));
  const own = change.changed.find((member) => member.user.id === viewerId);
  modifyField<number>(cache, id, 'memberCount', () => change.memberCount);
  modifyField<StoredMembers>(cache, id, 'members', (list) => change.changed.reduce(upsertMember, withoutMembers(list, removed)));
  if (own) modifyField<ViewerStateFieldsFragment>(cache, id, 'viewerState', (state) => ({ ...state, role: own.role }));
  // Whoever had read it is gone, which needs no list.
  if (change.memberCount === 1) writeTicks(cache, id, []);
  else recountOthers(cache, id, viewerId);
}

export function applyReadMarkerMoved(cache: ApolloCache, move: MarkerMove, { viewerId }: Viewer): void {
  const id = conversationCacheId(move.conversationId);
  modifyField<StoredMembers>(cache, id, 'members', (list) => {
    const place = list.edges.findIndex((edge) => edge.node.user.__ref === userCacheId(move.userId));
    const edge = list.edges[place];
    if (!edge) return list;
    const lastReadSeq = Math.max(edge.node.lastReadSeq, move.lastReadSeq);
    const lastDeliveredSeq = Math.max(edge.node.lastDeliveredSeq, move.lastDeliveredSeq);
    return { ...list, edges: list.edges.with(place, { ...edge, node: { ...edge.node, lastReadSeq, lastDeliveredSeq } }) };
  });
  recountOthers(cache, id, viewerId);
}

/** Older revisions change nothing. */
export function applyUserChanged(cache: ApolloCache, user: UserFieldsFragment & { about?: string }): void {
  const id = userCacheId(user.id);
  const before = cache.readFragment({ id, fragment: UserFields, fragmentName: 'UserFields' });
  if (before && before.revision >= user.revision) return;
  const { about, ...fields } = user;
  cache.writeFragment({ id, fragment: UserFields, fragmentName: 'UserFields', data: fields });
  if (about !== undefined) modifyField<string>(cache, id, 'about', () => about);
}

/**
 * The ticks are the least marks among the others. Where all marks are known they are as counted, also where that is less than before: after an
 * absence the messages that moved a mark are told before the members who came in before them. Elsewhere events and answers bring the ticks.
 */
function recountOthers(cache: ApolloCache, id: string, viewerId: string): void {
  let others: StoredMember[] = [];
  let areKnown = false;
  modifyField<StoredMembers>(cache, id, 'members', (list) => {
    areKnown = list.pageInfo?.hasNextPage === false && list.edges.length <= readMarkerMemberLimit;
    others = list.edges.map((edge) => edge.node).filter((member) => member.user.__ref !== userCacheId(viewerId));
    return list;
  });
  if (areKnown) writeTicks(cache, id, others);
}

function writeTicks(cache: ApolloCache, id: string, others: readonly StoredMember[]): void {
  const least = (marks: readonly number[]) => (marks.length > 0 ? Math.min(...marks) : 0);
  const othersReadSeq = least(others.map((member) => member.lastReadSeq));
  const othersDeliveredSeq = least(others.map((member) => Math.max(member.lastReadSeq, member.lastDeliveredSeq)));
  modifyField<ViewerStateFieldsFragment>(cache, id, 'viewerState', (state) =>
    state.othersReadSeq === othersReadSeq && state.othersDeliveredSeq === othersDeliveredSeq
      ? state
      : { ...state, othersReadSeq, othersDeliveredSeq },
  );
}

function upsertMember(list: StoredMembers, { user, ...member }: MemberFieldsFragment): StoredMembers {
  const node: StoredMember = { ...member, user: { __ref: userCacheId(user.id) } };
  const place = list.edges.findIndex((edge) => edge.node.user.__ref === node.user.__ref);
  const before = list.edges[place];
  if (before) return { ...list, edges: list.edges.with(place, { ...before, node: newerMember(before.node, node) }) };
  // New members stand at the end: there only when the end is loaded.
  return list.pageInfo?.hasNextPage ? list : { ...list, edges: [...list.edges, { __typename: 'MemberEdge', node }] };
}

function withoutMembers(list: StoredMembers, removed: ReadonlySet<string>): StoredMembers {
  return removed.size === 0 ? list : { ...list, edges: list.edges.filter((edge) => !removed.has(edge.node.user.__ref)) };
}
