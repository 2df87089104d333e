import type { TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { useRefetchWhenLive } from '../conversations/use-refetch-when-live';
import { refusalSentence } from '../refusal-sentence';

/** What a page of the settings asks, past the cache: again when the account changes, here or elsewhere, and when a lost line is back. */
export function useAsked<Data>(document: TypedDocumentNode<Data, Record<string, never>>) {
  const { t } = useTranslation();
  const { onViewerChanged } = useServices();
  const { data, previousData, error, loading, refetch } = useQuery(document, { fetchPolicy: 'no-cache' });
  const known = data ?? previousData;
  const askAgain = () => void refetch().catch(() => undefined); // What fails shows in `error`.
  useRefetchWhenLive(error, refetch);
  useEffect(() => onViewerChanged(() => void refetch().catch(() => undefined)), [onViewerChanged, refetch]);
  return {
    data: known,
    loading: loading && known === undefined,
    /** Where something older is there to show, it is shown instead. */
    error: error && known === undefined ? refusalSentence(refusalOf(error), t) : null,
    onRetry: askAgain,
    refetch: askAgain,
  };
}
