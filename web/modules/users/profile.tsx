import { useMutation, useQuery } from '@apollo/client/react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ViewerDocument } from '../../apollo/documents';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { ProfileDialog } from '../../ui/profile/ProfileDialog';
import type { Person } from '../../ui/view';
import { fieldSentence, refusalSentence } from '../refusal-sentence';
import { UpdateProfileDocument } from './users.document';
import { lazyPart } from '../../ui/basics/lazyPart';

const ProfilePhoto = lazyPart('over', () => import('./profile-photo').then(({ ProfilePhoto }) => ProfilePhoto));

export function Profile({ me, open, onOpenChange }: { me: Person; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  const { tell, session } = useServices();
  const { data } = useQuery(ViewerDocument, { skip: !open, fetchPolicy: 'cache-and-network' });
  const [update, { loading, error }] = useMutation(UpdateProfileDocument);
  const [choosingPhoto, setChoosingPhoto] = useState(false);
  const user = data?.viewer?.user;
  const refusal = refusalOf(error);
  const fieldErrors = {
    displayName: fieldSentence(refusal, 'displayName', t) ?? undefined,
    about: fieldSentence(refusal, 'about', t) ?? undefined,
  };
  const isFieldError = fieldErrors.displayName !== undefined || fieldErrors.about !== undefined;

  async function save(input: { displayName: string; about: string }) {
    try {
      const { data: saved } = await update({ variables: { input } });
      if (saved) {
        const { id, username, displayName, photoUrl } = saved.updateProfile;
        session.updatePerson({ id, username, displayName, photoUrl });
      }
      onOpenChange(false);
      tell('success', t('app.profileSaved'));
    } catch {
      // Shown in the dialog, from `error`.
    }
  }

  return (
    <>
      <ProfileDialog
        open={open}
        onOpenChange={onOpenChange}
        person={user ?? me}
        email={data?.viewer?.email}
        displayName={user?.displayName ?? me.displayName}
        about={user?.about ?? ''}
        onSave={(input) => void save(input)}
        onPhoto={() => setChoosingPhoto(true)}
        pending={loading}
        error={error && !isFieldError ? refusalSentence(refusal, t) : null}
        fieldErrors={fieldErrors}
      />
      {choosingPhoto && (
        <Suspense fallback={null}>
          <ProfilePhoto person={user ?? me} onClose={() => setChoosingPhoto(false)} />
        </Suspense>
      )}
    </>
  );
}
