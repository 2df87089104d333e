import { useQuery } from '@apollo/client/react';
import { Suspense, useState } from 'react';
import { ConversationSummaryDocument } from '../../apollo/documents';
import { useServices } from '../../apollo/services';
import { PersonDocument } from '../users/users.document';
import { peerOf, personOf } from './conversation-view';
import { DirectInfo } from './direct-info';
import { GroupInfo } from './group-info';
import { lazyPart } from '../../ui/basics/lazyPart';

const GroupPhoto = lazyPart('over', () => import('./group-photo').then(({ GroupPhoto }) => GroupPhoto));
const SharedFiles = lazyPart('over', () => import('./shared-files').then(({ SharedFiles }) => SharedFiles));

type Props = { conversationId: string; onClose: () => void; onLeft: () => void };

/** The third pane: a group with its members, or the other person of a direct conversation. */
export function InfoPanel({ conversationId, onClose, onLeft }: Props) {
  const { viewerId } = useServices();
  const { data, previousData } = useQuery(ConversationSummaryDocument, { variables: { id: conversationId } });
  const conversation = (data ?? previousData)?.conversation;
  const peer = conversation ? peerOf(conversation, viewerId) : null;
  const { data: about } = useQuery(PersonDocument, { variables: { id: peer?.id ?? '' }, skip: !peer, fetchPolicy: 'cache-and-network' });

  const [shown, setShown] = useState<'photo' | 'files' | null>(null);

  if (!conversation) return null;
  return (
    <>
      {conversation.__typename === 'Group' ? (
        <GroupInfo
          group={conversation}
          onPhoto={() => setShown('photo')}
          onFiles={() => setShown('files')}
          onClose={onClose}
          onLeft={onLeft}
        />
      ) : (
        <DirectInfo
          conversationId={conversation.id}
          peer={peer && personOf(peer)}
          about={about?.user?.about ?? ''}
          onFiles={() => setShown('files')}
          onClose={onClose}
        />
      )}
      <Suspense fallback={null}>
        {shown === 'files' && <SharedFiles conversationId={conversationId} onClose={() => setShown(null)} />}
        {shown === 'photo' && conversation.__typename === 'Group' && <GroupPhoto group={conversation} onClose={() => setShown(null)} />}
      </Suspense>
    </>
  );
}
