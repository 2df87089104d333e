import type { ApolloClient } from '@apollo/client';
import { ConversationSummaryDocument } from './documents';

/**
 * A conversation as the server has it from now on. Each call is a request of its own: Apollo would answer it from one that is under way, which may
 * have been read before the message that is the reason for this one.
 */
export const fetchSummary = (client: ApolloClient, id: string) =>
  client.query({
    query: ConversationSummaryDocument,
    variables: { id },
    fetchPolicy: 'network-only',
    context: { queryDeduplication: false },
  });
