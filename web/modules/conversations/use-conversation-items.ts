import { useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArchiveDocument, ConversationListDocument, PinnedConversationsDocument } from '../../apollo/documents';
import { useSettledDrafts, useWaitingWrites, usePresences, useServices, useTypingNames } from '../../apollo/services';
import { keepSame } from '../../ui/basics/keepSame';
import { useNow } from '../../ui/basics/useNow';
import type { ConversationItem } from '../../ui/view';
import { conversationItems } from './conversation-items';
import { useRestOfList } from './use-rest-of-list';

/**
 * All loaded conversations, in the archive or not. The event stream fetches the first page; this reads it. While somebody looks for a name, from the list
 * in the archive too, the others are loaded.
 */
export function useConversationItems({ inArchive = false, isSearching = false } = {}) {
  const { t, i18n } = useTranslation();
  const { viewerId } = useServices();
  const outbox = useWaitingWrites();
  const drafts = useSettledDrafts();
  const typing = useTypingNames();
  const presences = usePresences();
  const now = useNow();
  const main = useQuery(ConversationListDocument, { variables: {}, fetchPolicy: 'cache-and-network' });
  const needsArchive = inArchive || isSearching;
  const archive = useQuery(ArchiveDocument, { variables: {}, fetchPolicy: 'cache-and-network', skip: !needsArchive });
  const pinned = useQuery(PinnedConversationsDocument, { fetchPolicy: 'cache-and-network' });
  const mainPage = (main.data ?? main.previousData)?.conversations;
  // What nobody watches any longer is as it was: it must not stand for what the other list knows.
  const archivePage = needsArchive ? (archive.data ?? archive.previousData)?.conversations : undefined;
  useRestOfList(isSearching && !inArchive, mainPage, (after) => main.fetchMore({ variables: { after } }));
  useRestOfList(isSearching, archivePage, (after) => archive.fetchMore({ variables: { after } }));
  const pins = (pinned.data ?? pinned.previousData)?.pinnedConversations;
  const newest = useMemo(() => {
    const nodes = [...(pins ?? []), ...[...(mainPage?.edges ?? []), ...(archivePage?.edges ?? [])].map(({ node }) => node)];
    const conversations = [...new Map(nodes.map((node) => [node.id, node])).values()];
    const input = {
      conversations,
      outbox,
      drafts,
      typing,
      presences,
      viewerId,
      now,
      t,
      language: i18n.language,
      pins: (pins ?? []).map(({ id }) => id),
    };
    // In which of the two it is, its state says: the lists only tell what there is.
    return conversationItems(input).filter((item) => item.archived === inArchive || (isSearching && !inArchive));
  }, [pins, mainPage, archivePage, inArchive, isSearching, outbox, drafts, typing, presences, viewerId, now, t, i18n.language]);
  const items = useKeptItems(newest);
  const { loading, error, refetch, fetchMore } = inArchive ? archive : main;
  return { items, loading, error, refetch, fetchMore, connection: inArchive ? archivePage : mainPage };
}

/** As long as they say the same these are the same objects, and this is the same list: what shows them is not drawn again. */
function useKeptItems(newest: readonly ConversationItem[]): readonly ConversationItem[] {
  const [kept, setKept] = useState(newest);
  const items = keepSame(kept, newest);
  if (items !== kept) setKept(items);
  return items;
}
