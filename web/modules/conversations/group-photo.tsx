import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { PhotoDialog } from '../../ui/photo/PhotoDialog';
import { usePhoto } from '../users/use-photo';
import type { GroupFields } from './conversation-view';
import { UpdateGroupDocument } from './conversations.document';

/** The photo of a group, for those who may change it. */
export function GroupPhoto({ group, onClose }: { group: GroupFields; onClose: () => void }) {
  const { t } = useTranslation();
  const [update] = useMutation(UpdateGroupDocument);
  const photo = usePhoto('GROUP_PHOTO', (photoUploadId) => update({ variables: { input: { groupId: group.id, photoUploadId } } }));
  const closeWhen = (done: boolean) => done && onClose();
  return (
    <PhotoDialog
      title={t('photo.ofGroup')}
      name={group.name}
      photoUrl={group.photoUrl}
      colorKey={group.id}
      group
      onSave={(blob) => void photo.save(blob).then(closeWhen)}
      onRemove={() => void photo.remove().then(closeWhen)}
      pending={photo.pending}
      error={photo.error}
      onClose={onClose}
    />
  );
}
