import type { ApolloCache } from '@apollo/client';
import { conversationCacheId, userCacheId } from '../apollo/cache';
import { UserFields } from '../apollo/documents';
import { modifyField } from '../apollo/modify-field';
import { newerMember, type StoredConnection, type StoredMember, type StoredMemberEdge } from '../apollo/merge-connections';
import type { MemberFieldsFragment, UserFieldsFragment, ViewerStateFieldsFragment } from '../generated/graphql';
import type { Viewer } from './apply-message';

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
  recountOthers(cache, id, viewerId);
}

export function applyReadMarkerMoved(cache: ApolloCache, move: MarkerMove, { viewerId }: Viewer): void {
  const id = conversationCacheId(move.conversationId);
  modifyField<StoredMembers>(cache, id, 'members', (list) => ({
    ...list,
    edges: list.edges.map((edge) => {
      if (edge.node.user.__ref !== userCacheId(move.userId)) return edge;
      const lastReadSeq = Math.max(edge.node.lastReadSeq, move.lastReadSeq);
      const lastDeliveredSeq = Math.max(edge.node.lastDeliveredSeq, move.lastDeliveredSeq);
      return { ...edge, node: { ...edge.node, lastReadSeq, lastDeliveredSeq } };
    }),
  }));
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

/** The ticks: the least marks among the others. Only where all members are loaded; elsewhere ViewerStateChanged and fetches bring them. */
function recountOthers(cache: ApolloCache, id: string, viewerId: string): void {
  let others: StoredMember[] = [];
  let isWhole = false;
  modifyField<StoredMembers>(cache, id, 'members', (list) => {
    isWhole = list.pageInfo?.hasNextPage === false;
    others = list.edges.map((edge) => edge.node).filter((member) => member.user.__ref !== userCacheId(viewerId));
    return list;
  });
  if (!isWhole) return;
  if (others.length === 0) {
    // Whoever had read it is gone. Not merged: marks that are merged never go back.
    const nobody = { othersReadSeq: 0, othersDeliveredSeq: 0 };
    modifyField<ViewerStateFieldsFragment>(cache, id, 'viewerState', (state) => ({ ...state, ...nobody }));
    return;
  }
  const othersReadSeq = Math.min(...others.map((member) => member.lastReadSeq));
  const othersDeliveredSeq = Math.min(...others.map((member) => Math.max(member.lastReadSeq, member.lastDeliveredSeq)));
  // As counted, also where it is less: after an absence the message that moved a mark may be told before the member who came in before it.
  modifyField<ViewerStateFieldsFragment>(cache, id, 'viewerState', (state) => ({ ...state, othersReadSeq, othersDeliveredSeq }));
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
