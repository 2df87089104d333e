import type { ConversationQuery } from '../../generated/graphql';
import type { MessageRow, Person } from '../../ui/view';
import { personOf } from '../conversations/conversation-view';

export type Readers = { read: Person[]; delivered: Person[]; notDelivered: Person[] };

/** In larger groups others' marks are not told one by one (schema: ReadMarkerMoved). */
const mostTold = 50;

/** How far a message came with each of the others; null where not everybody's marks are known. */
export function readersOf(
  { seq, author }: Pick<MessageRow, 'seq' | 'author'>,
  { members, memberCount }: Pick<NonNullable<ConversationQuery['conversation']>, 'members' | 'memberCount'>,
): Readers | null {
  if (seq === null || members.pageInfo.hasNextPage || memberCount > mostTold || members.edges.length < memberCount) return null;
  const readers: Readers = { read: [], delivered: [], notDelivered: [] };
  for (const { node } of members.edges) {
    if (node.user.id === author?.id) continue;
    const place = node.lastReadSeq >= seq ? 'read' : node.lastDeliveredSeq >= seq ? 'delivered' : 'notDelivered';
    readers[place].push(personOf(node.user));
  }
  return readers;
}
