import { useApolloClient, useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { ConversationDocument, MessagesAroundDocument } from '../../apollo/documents';
import { useRefetchWhenLive } from '../conversations/use-refetch-when-live';

/** Half a page beyond the edge: the page of 50 around it then overlaps what is loaded. */
const aroundEdge = 22;

/** One conversation with the run of messages that is loaded, and what loads more of it at either end. */
export function useConversation(id: string) {
  const client = useApolloClient();
  const { data, previousData, error, loading, refetch } = useQuery(ConversationDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const [loadingEdge, setLoadingEdge] = useState<'older' | 'newer' | null>(null);
  useRefetchWhenLive(error, refetch);

  const known = data ?? (previousData?.conversation?.id === id ? previousData : undefined);
  const conversation = known?.conversation ?? null;
  const edges = conversation?.messages.edges;
  const messages = useMemo(() => edges?.map(({ node }) => node) ?? [], [edges]);
  const firstSeq = messages[0]?.seq ?? 0;
  const lastSeq = messages.at(-1)?.seq ?? 0;

  const run = useRun(firstSeq, lastSeq);

  async function loadAround(seq: number, edge: 'older' | 'newer') {
    if (loadingEdge) return;
    setLoadingEdge(edge);
    try {
      await client.query({ query: MessagesAroundDocument, variables: { id, around: seq }, fetchPolicy: 'network-only' });
    } catch {
      // The edge stays where it is: scrolling there again asks again.
    } finally {
      setLoadingEdge(null);
    }
  }

  return {
    conversation,
    /** The server says that there is none, or that the viewer may not see it. */
    isMissing: !loading && known !== undefined && conversation === null,
    messages,
    /** Counts the runs: another number when the loaded run was replaced across a hole instead of growing. */
    run,
    error,
    loading: loading && !conversation,
    refetch,
    hasOlder: firstSeq > 1,
    hasNewer: conversation !== null && lastSeq < conversation.lastSeq,
    loadingOlder: loadingEdge === 'older',
    loadingNewer: loadingEdge === 'newer',
    loadOlder: () => void loadAround(Math.max(1, firstSeq - aroundEdge), 'older'),
    loadNewer: () => void loadAround(lastSeq + aroundEdge, 'newer'),
  };
}

function useRun(first: number, last: number): number {
  const [run, setRun] = useState({ first, last, number: 0 });
  if (run.first === first && run.last === last) return run.number;
  const touches = run.last === 0 || (first <= run.last + 1 && last >= run.first - 1);
  const number = touches ? run.number : run.number + 1;
  setRun({ first, last, number });
  return number;
}
