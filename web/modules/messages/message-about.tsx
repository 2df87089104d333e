import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import type { ConversationQuery } from '../../generated/graphql';
import { MessageAboutDialog } from '../../ui/conversation/MessageAboutDialog';
import type { MessageRow } from '../../ui/view';
import { personOf } from '../conversations/conversation-view';
import { refusalSentence } from '../refusal-sentence';
import { readersOf } from './message-readers';
import { MessageAboutDocument } from './messages.document';

type Props = { row: MessageRow; conversation: NonNullable<ConversationQuery['conversation']>; onClose: () => void };

/** Who has read a message, and what it said before. Where everybody's marks are known it follows them; in large groups the server says it page by page. */
export function MessageAbout({ row, conversation, onClose }: Props) {
  const { t } = useTranslation();
  const known = readersOf(row, conversation);
  const mayHaveVersions = row.edited && (row.own || (conversation.kind === 'GROUP' && conversation.viewerState.role !== 'MEMBER'));
  const { data, loading, error, fetchMore, refetch } = useQuery(MessageAboutDocument, {
    variables: { id: row.id ?? '', withReaders: known === null },
    fetchPolicy: 'no-cache',
    skip: row.id === null || (known !== null && !mayHaveVersions),
  });
  const page = data?.message?.readBy;

  function loadMore() {
    const variables = { after: page?.pageInfo.endCursor };
    const more = fetchMore({
      variables,
      updateQuery: (before, { fetchMoreResult }) => {
        if (!before.message?.readBy || !fetchMoreResult.message?.readBy) return before;
        const { readBy } = fetchMoreResult.message;
        return {
          ...before,
          message: { ...before.message, readBy: { ...readBy, edges: [...before.message.readBy.edges, ...readBy.edges] } },
        };
      },
    });
    // A page that could not be loaded is asked for again by the next press; `error` says why.
    void more.catch(() => undefined);
  }

  return (
    <MessageAboutDialog
      row={row}
      readers={known?.read ?? page?.edges.map(({ node }) => personOf(node.user)) ?? []}
      waiting={known}
      hasMoreReaders={page?.pageInfo.hasNextPage ?? false}
      onMoreReaders={loadMore}
      versions={mayHaveVersions ? (data?.message?.edits.map(({ text, at }) => ({ text, at: Date.parse(at) })) ?? []) : null}
      loading={loading}
      error={error ? refusalSentence(refusalOf(error), t) : null}
      onRetryLoad={() => void refetch().catch(() => undefined)}
      onClose={onClose}
    />
  );
}
