import { useApolloClient, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConversationSummaryDocument } from '../../apollo/documents';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { ConversationSearchPanel } from '../../ui/search/ConversationSearchPanel';
import { faceOf } from '../conversations/conversation-view';
import { refusalSentence } from '../refusal-sentence';
import { useStillWanted } from '../use-still-wanted';
import { conversationPath } from './conversation-path';
import { useMessageHits } from './message-hits';
import { SeqAtTimeDocument } from './search.document';
import { useMessageSearch } from './use-message-search';

type Props = { conversationId: string; onGoTo: (seq: number) => void; onClose: () => void };

/** The third pane: searching one conversation, by words or by date. */
export function ConversationSearch({ conversationId, onGoTo, onClose }: Props) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const { viewerId, tell } = useServices();
  const { data, previousData } = useQuery(ConversationSummaryDocument, { variables: { id: conversationId } });
  const conversation = (data ?? previousData)?.conversation;
  const [query, setQuery] = useState('');
  const hits = useMessageHits(useMessageSearch(query, conversationId));
  const [goingToDay, setGoingToDay] = useState(false);
  const ask = useStillWanted();

  async function goToDay(at: number) {
    const isWanted = ask();
    setGoingToDay(true);
    try {
      const variables = { id: conversationId, at: new Date(at).toISOString() };
      const answer = await client.query({ query: SeqAtTimeDocument, variables, fetchPolicy: 'no-cache' });
      if (!isWanted()) return;
      const around = answer.data?.conversation?.messages.edges.map(({ node }) => node) ?? [];
      const first = around.find((message) => Date.parse(message.createdAt) >= at) ?? around.at(-1);
      if (first) onGoTo(first.seq);
      else tell('info', t('search.nothingThatDay'));
    } catch (error) {
      if (isWanted()) tell('danger', refusalSentence(refusalOf(error), t));
    } finally {
      setGoingToDay(false);
    }
  }

  return (
    <ConversationSearchPanel
      title={conversation ? faceOf(conversation, viewerId, t('app.deletedPerson')).title : ''}
      query={query}
      onQuery={setQuery}
      messages={{
        ...hits,
        hrefOf: (hit) => conversationPath(hit.conversationId, hit.seq),
        onOpenHit: (hit) => onGoTo(hit.seq),
      }}
      startedAt={conversation ? Date.parse(conversation.createdAt) : 0}
      onGoToDay={(at) => void goToDay(at)}
      goingToDay={goingToDay}
      onGoToStart={() => onGoTo(1)}
      onClose={onClose}
    />
  );
}
