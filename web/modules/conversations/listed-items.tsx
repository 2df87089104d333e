import { createContext, useContext, type ReactNode } from 'react';
import type { ConversationItem } from '../../ui/view';
import { useConversationItems } from './use-conversation-items';

const ListedItems = createContext<readonly ConversationItem[]>([]);

/** The conversations that are not in the archive, worked out once for all below that show something of them: only those are drawn again with each change. */
export function ListedItemsProvider({ children }: { children: ReactNode }) {
  const { items } = useConversationItems();
  return <ListedItems value={items}>{children}</ListedItems>;
}

export const useListedItems = () => useContext(ListedItems);
