import { NewConversationDialog } from '../../ui/people/NewConversationDialog';
import { usePeopleSearch } from '../users/use-people-search';
import { useStartDirect } from './use-start-direct';

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onNewGroup: () => void; onOpened: (conversationId: string) => void };

export function NewConversation({ open, onOpenChange, onNewGroup, onOpened }: Props) {
  const search = usePeopleSearch();
  const { startDirect, startingId } = useStartDirect((conversationId) => {
    search.onQuery('');
    onOpened(conversationId);
  }, open);
  return (
    <NewConversationDialog
      open={open}
      onOpenChange={onOpenChange}
      {...search}
      pendingId={startingId}
      onPick={(person) => void startDirect(person)}
      onNewGroup={onNewGroup}
    />
  );
}
