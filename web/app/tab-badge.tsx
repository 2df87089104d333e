import { useListedItems } from '../modules/conversations/listed-items';
import { useUnreadBadge } from './use-unread-badge';

/** What waits, of all that is not muted, on the tab. */
export function TabBadge() {
  const items = useListedItems();
  useUnreadBadge(items.reduce((sum, item) => sum + (item.muted ? 0 : item.unreadCount || Number(item.markedUnread)), 0));
  return null;
}
