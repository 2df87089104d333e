import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { Modal } from '../basics/Modal';
import { TextField } from '../basics/TextField';
import type { DeleteGroupDialogProps } from '../props';

/** Everybody loses it, for good: the name is written out, so that no slip of the hand does it. */
export function DeleteGroupDialog({ open, onOpenChange, groupName, onDelete, pending }: DeleteGroupDialogProps) {
  const { t } = useTranslation();
  const [written, setWritten] = useState('');
  const isSure = written.trim() === groupName.trim();
  return (
    <Modal
      open={open}
      onOpenChange={(next) => {
        setWritten('');
        onOpenChange(next);
      }}
      title={t('group.deleteTitle', { group: groupName })}
      description={t('group.deleteText')}
      footer={
        <Button tone="danger" disabled={!isSure} pending={pending} onClick={onDelete}>
          {t('group.deleteConfirm')}
        </Button>
      }
    >
      <TextField
        label={t('people.groupName')}
        autoComplete="off"
        autoFocus
        placeholder={groupName}
        value={written}
        onChange={(event) => setWritten(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && isSure && !pending) onDelete();
        }}
      />
    </Modal>
  );
}
