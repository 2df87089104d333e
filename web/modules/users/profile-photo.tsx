import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../apollo/services';
import { PhotoDialog } from '../../ui/photo/PhotoDialog';
import type { Person } from '../../ui/view';
import { UpdateProfileDocument } from './users.document';
import { usePhoto } from './use-photo';

/** The viewer's own photo. */
export function ProfilePhoto({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = useServices();
  const [update] = useMutation(UpdateProfileDocument);
  const photo = usePhoto('AVATAR', async (photoUploadId) => {
    const { data } = await update({ variables: { input: { photoUploadId } } });
    if (!data) return;
    const { id, username, displayName, photoUrl } = data.updateProfile;
    session.updatePerson({ id, username, displayName, photoUrl });
  });
  const closeWhen = (done: boolean) => done && onClose();
  return (
    <PhotoDialog
      title={t('photo.yours')}
      name={person.displayName}
      photoUrl={person.photoUrl}
      colorKey={person.id}
      onSave={(blob) => void photo.save(blob).then(closeWhen)}
      onRemove={() => void photo.remove().then(closeWhen)}
      pending={photo.pending}
      error={photo.error}
      onClose={onClose}
    />
  );
}
