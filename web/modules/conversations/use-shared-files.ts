import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentItem, AttachmentKind } from '../../ui/view';
import { SharedFilesDocument } from './conversations.document';
import { storedFile } from './file-items';

const pageSize = 30;
const mostAtOnce = 100;
/** Fresh addresses are not asked for more often. */
const renewEveryMs = 30_000;

type Loaded = {
  kind: AttachmentKind;
  files: { file: AttachmentItem; seq: number }[];
  endCursor: string | null;
  hasMore: boolean;
  loading: boolean;
  error: unknown;
};

const nothing = (kind: AttachmentKind): Loaded => ({ kind, files: [], endCursor: null, hasMore: false, loading: true, error: null });

/** What was shared in a conversation, of one kind, page by page. Asked for each time, and not kept: it may be much. */
export function useSharedFiles(conversationId: string, kind: AttachmentKind) {
  const client = useApolloClient();
  const [stored, setLoaded] = useState<Loaded>(() => nothing(kind));
  const loaded = stored.kind === kind ? stored : nothing(kind);
  const renewedAt = useRef(0);

  const load = useCallback(
    async (first: number, after: string | null, before: Loaded['files']) => {
      setLoaded((now) => ({ ...(now.kind === kind ? now : nothing(kind)), loading: true, error: null }));
      try {
        const variables = { id: conversationId, kind, first, after };
        const { data } = await client.query({ query: SharedFilesDocument, variables, fetchPolicy: 'no-cache' });
        const page = data?.conversation?.attachments;
        const more = page?.edges.map(({ node, messageSeq }) => ({ file: storedFile(node), seq: messageSeq })) ?? [];
        const { endCursor = null, hasNextPage = false } = page?.pageInfo ?? {};
        const next: Loaded = { kind, files: [...before, ...more], endCursor, hasMore: hasNextPage, loading: false, error: null };
        // Another kind may have been chosen meanwhile.
        setLoaded((now) => (now.kind === kind ? next : now));
      } catch (error) {
        setLoaded((now) => (now.kind === kind ? { ...now, loading: false, error } : now));
      }
    },
    [client, conversationId, kind],
  );

  useEffect(() => {
    void load(pageSize, null, []);
  }, [load]);

  const count = loaded.files.length;
  const onStale = useCallback(() => {
    if (Date.now() - renewedAt.current < renewEveryMs) return;
    renewedAt.current = Date.now();
    void load(Math.min(mostAtOnce, Math.max(pageSize, count)), null, []);
  }, [load, count]);

  return {
    ...loaded,
    onStale,
    onRetry: () => void load(pageSize, null, []),
    onLoadMore: () => void load(pageSize, loaded.endCursor, loaded.files),
  };
}
