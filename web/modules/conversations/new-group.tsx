import { useApolloClient, useMutation } from '@apollo/client/react';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { randomId } from '../../apollo/random-id';
import { uploadPhoto } from '../../apollo/upload-photo';
import { NewGroupDialog } from '../../ui/people/NewGroupDialog';
import { useStillWanted } from '../use-still-wanted';
import { addingSentence } from './adding-sentence';
import { CreateGroupDocument } from './conversations.document';
import { usePeoplePicking } from './use-people-picking';
import { usePlaceInList } from './use-place-in-list';
import { lazyPart } from '../../ui/basics/lazyPart';

const PhotoDialog = lazyPart('over', () => import('../../ui/photo/PhotoDialog').then(({ PhotoDialog }) => PhotoDialog));

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onOpened: (conversationId: string) => void };

export function NewGroup({ open, onOpenChange, onOpened }: Props) {
  const { t, i18n } = useTranslation();
  const placeInList = usePlaceInList();
  const ask = useStillWanted(open);
  const { clear, ...picking } = usePeoplePicking();
  const client = useApolloClient();
  const [create, { loading, reset }] = useMutation(CreateGroupDocument);
  const [error, setError] = useState<unknown>(null);
  const [uploading, setUploading] = useState(false);
  const [photo, setPhoto] = useState<{ blob: Blob; url: string; uploadId: string | null } | null>(null);
  const [choosing, setChoosing] = useState(false);
  // The same for every try of one dialog, so that a lost answer makes no second group.
  const clientId = useRef(randomId());

  async function createGroup(name: string) {
    const isWanted = ask();
    setError(null);
    try {
      const memberIds = picking.selected.map((person) => person.id);
      const photoUploadId = await uploadChosen();
      if (!isWanted()) return;
      const { data } = await create({ variables: { input: { clientId: clientId.current, name, memberIds, photoUploadId } } });
      if (!data) return;
      placeInList(data.createGroup.id);
      if (!isWanted()) return;
      startAfresh();
      onOpened(data.createGroup.id);
    } catch (cause) {
      if (isWanted()) setError(cause);
    }
  }

  /** Once: a creation that is tried again has the same photo. */
  async function uploadChosen(): Promise<string | null> {
    if (!photo || photo.uploadId !== null) return photo?.uploadId ?? null;
    setUploading(true);
    try {
      const uploadId = await uploadPhoto(client, 'GROUP_PHOTO', photo.blob);
      // Unless it was closed meanwhile, and stands empty.
      setPhoto((now) => (now && now.blob === photo.blob ? { ...now, uploadId } : now));
      return uploadId;
    } finally {
      setUploading(false);
    }
  }

  function choosePhoto(blob: Blob | null) {
    if (photo) URL.revokeObjectURL(photo.url);
    setPhoto(blob && { blob, url: URL.createObjectURL(blob), uploadId: null });
    setChoosing(false);
  }

  function startAfresh() {
    clientId.current = randomId();
    choosePhoto(null);
    setError(null);
    clear();
    reset();
  }

  return (
    <>
      <NewGroupDialog
        open={open}
        onOpenChange={(next) => {
          if (!next) startAfresh();
          onOpenChange(next);
        }}
        {...picking}
        onToggle={(person) => {
          // What was refused was about those who were chosen then.
          setError(null);
          picking.onToggle(person);
        }}
        onCreate={(name) => void createGroup(name)}
        photoUrl={photo?.url ?? null}
        onPhoto={() => setChoosing(true)}
        pending={loading || uploading}
        error={error ? addingSentence(refusalOf(error), picking.selected, t, i18n.language) : picking.error}
      />
      {choosing && (
        <Suspense fallback={null}>
          <PhotoDialog
            title={t('photo.ofGroup')}
            name=""
            photoUrl={photo?.url ?? null}
            colorKey=""
            group
            onSave={choosePhoto}
            onRemove={() => choosePhoto(null)}
            pending={false}
            error={null}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </>
  );
}
