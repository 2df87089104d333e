import { useQuery } from '@apollo/client/react';
import { ConversationSummaryDocument } from '../../apollo/documents';
import { useServices } from '../../apollo/services';
import { PersonDocument } from '../users/users.document';
import { peerOf, personOf } from './conversation-view';
import { DirectInfo } from './direct-info';
import { GroupInfo } from './group-info';

type Props = { conversationId: string; onClose: () => void; onLeft: () => void };

/** The third pane: a group with its members, or the other person of a direct conversation. */
export function InfoPanel({ conversationId, onClose, onLeft }: Props) {
  const { viewerId } = useServices();
  const { data, previousData } = useQuery(ConversationSummaryDocument, { variables: { id: conversationId } });
  const conversation = (data ?? previousData)?.conversation;
  const peer = conversation ? peerOf(conversation, viewerId) : null;
  const { data: about } = useQuery(PersonDocument, { variables: { id: peer?.id ?? '' }, skip: !peer, fetchPolicy: 'cache-and-network' });

  if (!conversation) return null;
  if (conversation.__typename === 'Group') return <GroupInfo group={conversation} onClose={onClose} onLeft={onLeft} />;
  return <DirectInfo conversationId={conversation.id} peer={peer && personOf(peer)} about={about?.user?.about ?? ''} onClose={onClose} />;
}
