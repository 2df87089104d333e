import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { Modal } from '../basics/Modal';
import type { AddMembersDialogProps } from '../props';
import { PeoplePicker } from './PeoplePicker';

export function AddMembersDialog({ open, onOpenChange, onAdd, pending, groupName, ...picking }: AddMembersDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={t('people.addMembers')}
      description={t('people.addMembersTo', { name: groupName })}
      footer={
        <Button onClick={onAdd} disabled={picking.selected.length === 0} pending={pending}>
          {picking.selected.length === 0 ? t('people.add') : t('people.addCount', { count: picking.selected.length })}
        </Button>
      }
    >
      <PeoplePicker {...picking} autoFocus />
    </Modal>
  );
}
