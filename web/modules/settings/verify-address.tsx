import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { QuietNotice } from '../../ui/conversations/QuietNotice';
import { refusalSentence } from '../refusal-sentence';
import { AccountDocument, ResendVerificationDocument } from './settings.document';
import { useAsked } from './use-asked';

/** Above the list, as long as the address is not verified; gone as soon as it is, in whatever tab, and until the next start where it is dismissed. */
export function VerifyAddress() {
  const { t } = useTranslation();
  const { tell } = useServices();
  const { data, refetch } = useAsked(AccountDocument);
  const [resend, resending] = useMutation(ResendVerificationDocument, { fetchPolicy: 'no-cache' });
  const [isDismissed, setDismissed] = useState(false);
  const viewer = data?.viewer;
  if (!viewer || viewer.emailVerified || isDismissed) return null;
  const email = viewer.pendingEmail ?? viewer.email;

  async function sendAgain() {
    try {
      const { data: answer } = await resend();
      if (answer?.resendVerification) tell('success', t('account.resent', { email }));
      // Nothing is left to verify.
      else refetch();
    } catch (error) {
      tell('danger', refusalSentence(refusalOf(error), t));
    }
  }

  return (
    <QuietNotice
      text={t('account.unverified', { email })}
      action={{ label: t('account.resend'), onAction: () => void sendAgain() }}
      pending={resending.loading}
      onDismiss={() => setDismissed(true)}
    />
  );
}
