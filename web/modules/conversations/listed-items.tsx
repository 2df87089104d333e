import { createContext, useContext, type ReactNode } from 'react';
import type { ConversationItem } from '../../ui/view';
import { useConversationItems } from './use-conversation-items';

const ListedItems = createContext<readonly ConversationItem[]>([]);

/** The conversations that are not in the archive, for all below that show something of them; the list itself also searches, and has its own. Nothing else is drawn again with each change. */
export function ListedItemsProvider({ children }: { children: ReactNode }) {
  const { items } = useConversationItems();
  return <ListedItems value={items}>{children}</ListedItems>;
}

export const useListedItems = () => useContext(ListedItems);
