/** The viewer's own state of a conversation as the cache keeps it: the fields that were asked for. */
export type StoredViewerState = {
  revision?: number;
  lastReadSeq?: number;
  unreadCount?: number;
  unreadMentions?: number;
  othersReadSeq?: number;
  othersDeliveredSeq?: number;
};

/**
 * The higher revision wins. Marks of one person only ever grow, and some move without a new revision: so an answer that a live event overtook takes
 * none of them back, nor the unread counts that go with the mark. The ticks, which are the least of several people's marks, go back only
 * with who is in the conversation: what MembersChanged makes of them is not merged (live/apply-members.ts).
 */
export function mergeViewerState<State extends StoredViewerState>(existing: State | undefined, incoming: State): State {
  if (!existing) return incoming;
  const [newer, older] = (existing.revision ?? 0) > (incoming.revision ?? 0) ? [existing, incoming] : [incoming, existing];
  const merged: State = { ...older, ...newer };
  for (const mark of ['lastReadSeq', 'othersReadSeq', 'othersDeliveredSeq'] as const) {
    const marks = [existing[mark], incoming[mark]].filter((seq) => seq !== undefined);
    if (marks.length > 0) merged[mark] = Math.max(...marks);
  }
  const hasReadFurther = (existing.lastReadSeq ?? 0) > (incoming.lastReadSeq ?? Infinity);
  return hasReadFurther ? { ...merged, unreadCount: existing.unreadCount, unreadMentions: existing.unreadMentions } : merged;
}
