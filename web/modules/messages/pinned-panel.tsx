import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { ConversationDocument, ConversationSummaryDocument } from '../../apollo/documents';
import { PinnedPanel } from '../../ui/search/PinnedPanel';
import { conversationPath } from './conversation-path';
import { usePinnedMessages } from './use-pinned-messages';
import { usePut } from './use-put';

type Props = { conversationId: string; onGoTo: (seq: number) => void; onClose: () => void };

/** The third pane: all that is pinned in a conversation. */
export function PinnedMessages({ conversationId, onGoTo, onClose }: Props) {
  const put = usePut();
  const { data, previousData } = useQuery(ConversationSummaryDocument, { variables: { id: conversationId } });
  const conversation = (data ?? previousData)?.conversation ?? null;
  // The messages that stand beside the panel, so that both show the same pins.
  const beside = useQuery(ConversationDocument, { variables: { id: conversationId }, fetchPolicy: 'cache-only' });
  const edges = beside.data?.conversation?.messages.edges;
  const messages = useMemo(() => edges?.map(({ node }) => node), [edges]);
  const pins = usePinnedMessages(conversation, conversationId, messages);
  const mayUnpin = conversation !== null && (conversation.kind === 'DIRECT' || conversation.viewerState.role !== 'MEMBER');

  return (
    <PinnedPanel
      hits={pins.hits}
      loading={pins.loading || conversation === null}
      error={pins.error}
      onRetryLoad={pins.retry}
      hrefOf={(hit) => conversationPath(hit.conversationId, hit.seq)}
      onOpenHit={(hit) => onGoTo(hit.seq)}
      onUnpin={mayUnpin ? (hit) => put(conversationId, { kind: 'unpin', messageId: hit.id }) : null}
      onClose={onClose}
    />
  );
}
