import type { ConversationFieldsFragment, UserFieldsFragment, ViewerStateFieldsFragment } from '../../generated/graphql';
import type { MessageStatus, Person } from '../../ui/view';

export type ShownConversation = ConversationFieldsFragment & { viewerState: ViewerStateFieldsFragment };

export type GroupFields = Extract<ShownConversation, { __typename: 'Group' }>;

/** What a conversation is recognised by. */
export type Faced =
  | Pick<GroupFields, '__typename' | 'id' | 'name' | 'photoUrl'>
  | { __typename: 'DirectConversation'; id: string; members: { edges: readonly { node: { user: UserFieldsFragment } }[] } };

export const personOf = ({ id, displayName, username, photoUrl }: UserFieldsFragment): Person => ({ id, displayName, username, photoUrl });

/** The other one in a direct conversation; null in a group, or when that account is gone. */
export function peerOf(conversation: Faced, viewerId: string): UserFieldsFragment | null {
  if (conversation.__typename !== 'DirectConversation') return null;
  return conversation.members.edges.map(({ node }) => node.user).find((user) => user.id !== viewerId) ?? null;
}

/** Title, photo and the key of the avatar's colour. */
export function faceOf(conversation: Faced, viewerId: string, nobody: string) {
  if (conversation.__typename === 'Group') {
    return { title: conversation.name, photoUrl: conversation.photoUrl, colorKey: conversation.id };
  }
  const peer = peerOf(conversation, viewerId);
  return { title: peer?.displayName ?? nobody, photoUrl: peer?.photoUrl ?? null, colorKey: peer?.id ?? conversation.id };
}

/** The ticks of a stored message of the viewer's. */
export function statusOf(seq: number, { othersReadSeq, othersDeliveredSeq }: ViewerStateFieldsFragment): MessageStatus {
  if (seq <= othersReadSeq) return 'read';
  return seq <= othersDeliveredSeq ? 'delivered' : 'sent';
}
