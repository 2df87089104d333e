import { useTranslation } from 'react-i18next';
import { EmptyState } from '../basics/EmptyState';

/** The middle pane while no conversation is open. */
export function NoConversation() {
  const { t } = useTranslation();
  return (
    <div className="sky flex min-h-0 flex-1">
      <EmptyState floating title={t('conversation.chooseTitle')} text={t('conversation.chooseText')} />
    </div>
  );
}
