import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { Modal } from '../basics/Modal';
import { SearchField } from '../basics/SearchField';
import type { HandOverDialogProps } from '../props';
import { PeopleResults } from './PeopleResults';

export function HandOverDialog({ open, onOpenChange, groupName, chosen, onChoose, onHandOver, pending, ...search }: HandOverDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={t('group.handOver')}
      description={t('group.handOverText', { group: groupName })}
      footer={
        <Button tone="danger" disabled={!chosen} pending={pending} onClick={onHandOver}>
          {t('group.handOverConfirm')}
        </Button>
      }
    >
      <SearchField label={t('group.searchMembers')} query={search.query} onQuery={search.onQuery} />
      <div className="mt-2 min-h-48">
        <PeopleResults
          query={search.query}
          results={search.results}
          loading={search.loading}
          error={search.error}
          onPick={onChoose}
          selectedIds={new Set(chosen ? [chosen.id] : [])}
        />
      </div>
    </Modal>
  );
}
