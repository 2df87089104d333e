import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { IconButton } from '../basics/IconButton';
import { Modal } from '../basics/Modal';
import { TextArea } from '../basics/TextArea';
import { TextField } from '../basics/TextField';
import type { ProfileDialogProps } from '../props';

/** Starts from what is stored; mounted anew (by key) when that arrives or changes. */
type FormProps = Omit<ProfileDialogProps, 'open' | 'onOpenChange'>;

function ProfileForm({ person, email, displayName, about, onSave, onPhoto, pending, error, fieldErrors }: FormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(displayName);
  const [words, setWords] = useState(about);

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending && name.trim()) onSave({ displayName: name.trim(), about: words.trim() });
      }}
    >
      <div className="flex flex-col items-center gap-1 pb-2 text-center">
        <div className="relative mb-2">
          <Avatar size="huge" name={name || person.displayName} photoUrl={person.photoUrl} colorKey={person.id} />
          <IconButton
            label={t('photo.change')}
            icon={<Camera />}
            withTip={false}
            onClick={onPhoto}
            className="absolute -right-2 -bottom-2 border border-line bg-surface! shadow-soft"
          />
        </div>
        <p className="max-w-full text-sm text-muted break-anywhere">@{person.username}</p>
        {email && <p className="max-w-full text-sm text-muted break-anywhere">{email}</p>}
      </div>
      <ErrorNote text={error} />
      <TextField
        label={t('auth.displayName')}
        autoComplete="name"
        required
        maxLength={64}
        value={name}
        error={fieldErrors.displayName}
        onChange={(event) => setName(event.target.value)}
      />
      <TextArea
        label={t('profile.about')}
        hint={t('profile.aboutHint')}
        maxLength={280}
        value={words}
        error={fieldErrors.about}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" pending={pending} disabled={!name.trim()} className="mt-2">
        {t('ui.save')}
      </Button>
    </form>
  );
}

export function ProfileDialog({ open, onOpenChange, ...form }: ProfileDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onOpenChange={onOpenChange} title={t('profile.title')}>
      <ProfileForm key={`${form.displayName}\n${form.about}`} {...form} />
    </Modal>
  );
}
