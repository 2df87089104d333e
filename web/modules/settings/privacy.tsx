import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { PrivacySettings } from '../../ui/settings/PrivacySettings';
import { refusalSentence } from '../refusal-sentence';
import { useBlockedPeople, useSetBlocked } from '../users/use-blocks';
import { AccountDocument, SetShowLastSeenDocument } from './settings.document';
import { useAsked } from './use-asked';

export function Privacy() {
  const { t } = useTranslation();
  const account = useAsked(AccountDocument);
  const blocked = useBlockedPeople();
  const { setBlocked, pending } = useSetBlocked();
  const [setShowLastSeen, { error }] = useMutation(SetShowLastSeenDocument, { fetchPolicy: 'no-cache' });
  /** Shown at once; taken back where it is refused. */
  const [chosen, setChosen] = useState<boolean | null>(null);

  async function choose(showLastSeen: boolean) {
    setChosen(showLastSeen);
    try {
      await setShowLastSeen({ variables: { showLastSeen } });
    } catch {
      setChosen(null); // Shown from `error`.
    }
  }

  return (
    <PrivacySettings
      showLastSeen={chosen ?? account.data?.viewer?.showLastSeen ?? null}
      onShowLastSeen={(show) => void choose(show)}
      error={error ? refusalSentence(refusalOf(error), t) : account.error}
      onRetry={() => {
        account.onRetry();
        void blocked.refetch().catch(() => undefined);
      }}
      blocked={{
        people: blocked.people && [...blocked.people],
        error: blocked.error ? refusalSentence(refusalOf(blocked.error), t) : null,
      }}
      pending={pending}
      onUnblock={(person) => void setBlocked(person, false)}
    />
  );
}
