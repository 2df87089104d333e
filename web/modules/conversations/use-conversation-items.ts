import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { ArchiveDocument } from '../../apollo/documents';
import { useListedMain } from './listed-items';
import { useItemsOf } from './use-items-of';
import { useRestOfList } from './use-rest-of-list';

/** All loaded conversations, in the archive or not. While somebody looks for a name, from the list in the archive too, the others are loaded. */
export function useConversationItems({ inArchive = false, isSearching = false } = {}) {
  const main = useListedMain();
  const isElsewhere = inArchive || isSearching;
  const archive = useQuery(ArchiveDocument, { variables: {}, fetchPolicy: 'cache-and-network', skip: !isElsewhere });
  // What nobody watches any longer is as it was: it must not stand for what the other list knows.
  const archivePage = isElsewhere ? (archive.data ?? archive.previousData)?.conversations : undefined;
  useRestOfList(isSearching && !inArchive, main.connection, (after) => main.fetchMore({ variables: { after } }));
  useRestOfList(isSearching, archivePage, (after) => archive.fetchMore({ variables: { after } }));
  const all = useItemsOf(isElsewhere ? main.pins : undefined, isElsewhere ? main.connection : undefined, archivePage);
  // In which of the two it is, its state says: the lists only tell what there is.
  const found = useMemo(
    () => all.filter((item) => item.archived === inArchive || (isSearching && !inArchive)),
    [all, inArchive, isSearching],
  );
  const { loading, error, refetch, fetchMore } = inArchive ? archive : main;
  return {
    items: isElsewhere ? found : main.items,
    loading,
    error,
    refetch,
    fetchMore,
    connection: inArchive ? archivePage : main.connection,
  };
}
