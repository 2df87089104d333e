import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { Button } from '../basics/Button';
import { Modal } from '../basics/Modal';
import { TextField } from '../basics/TextField';
import type { NewGroupDialogProps } from '../props';
import { PeoplePicker } from './PeoplePicker';

export function NewGroupDialog({ open, onOpenChange, onCreate, photoUrl, onPhoto, pending, ...picking }: NewGroupDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const ready = name.trim() !== '';
  const create = () => {
    if (!ready || pending) return;
    onCreate(name.trim());
  };
  return (
    <Modal
      open={open}
      onOpenChange={(next) => {
        if (!next) setName('');
        onOpenChange(next);
      }}
      title={t('people.newGroup')}
      description={t('people.newGroupText')}
      footer={
        <Button onClick={create} disabled={!ready} pending={pending}>
          {picking.selected.length === 0 ? t('people.createGroup') : t('people.createGroupWith', { count: picking.selected.length })}
        </Button>
      }
    >
      <div className="mb-4 flex items-end gap-4">
        <TextField
          className="min-w-0 flex-1"
          label={t('people.groupName')}
          autoFocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) create();
          }}
        />
        <button
          type="button"
          aria-label={t('photo.ofGroup')}
          onClick={onPhoto}
          className="relative size-12 shrink-0 rounded-full bg-accent-soft text-accent hover:brightness-95"
        >
          {photoUrl ? (
            <Avatar size="large" name={name} photoUrl={photoUrl} colorKey="" group />
          ) : (
            <Camera aria-hidden className="m-auto size-5" />
          )}
        </button>
      </div>
      <PeoplePicker {...picking} autoFocus={false} />
    </Modal>
  );
}
