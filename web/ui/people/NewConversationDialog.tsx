import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../basics/Modal';
import { SearchField } from '../basics/SearchField';
import type { NewConversationDialogProps } from '../props';
import { PeopleResults } from './PeopleResults';

export function NewConversationDialog({ open, onOpenChange, onPick, pendingId, onNewGroup, ...search }: NewConversationDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onOpenChange={onOpenChange} title={t('people.newConversation')}>
      <SearchField label={t('people.search')} query={search.query} onQuery={search.onQuery} autoFocus />
      {onNewGroup && (
        <button
          type="button"
          onClick={onNewGroup}
          className="-mx-2 mt-3 flex min-h-14 items-center gap-3 rounded-xl px-2 font-medium text-accent transition-colors hover:bg-hover"
        >
          <span className="flex size-10 items-center justify-center rounded-full bg-accent-soft">
            <Users aria-hidden className="size-5" />
          </span>
          {t('people.newGroup')}
        </button>
      )}
      <div className="mt-2 min-h-48">
        <PeopleResults
          query={search.query}
          results={search.results}
          loading={search.loading}
          error={search.error}
          onPick={onPick}
          pendingId={pendingId}
        />
      </div>
    </Modal>
  );
}
