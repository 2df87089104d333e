import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { AccountSettings } from '../../ui/settings/AccountSettings';
import { LoadedPart } from '../../ui/settings/SettingsPage';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { AccountDocument, ChangeEmailDocument, ChangePasswordDocument, ResendVerificationDocument } from './settings.document';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

export function Account({ me }: { me: Person }) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const { data, loading, error, onRetry, refetch } = useAsked(AccountDocument);
  const [changeEmail] = useMutation(ChangeEmailDocument, { fetchPolicy: 'no-cache' });
  const [changePassword] = useMutation(ChangePasswordDocument, { fetchPolicy: 'no-cache' });
  const [resend, resending] = useMutation(ResendVerificationDocument, { fetchPolicy: 'no-cache' });
  const email = useForm(['newEmail', 'password']);
  const password = useForm(['currentPassword', 'newPassword']);
  const viewer = data?.viewer;

  async function sendAgain() {
    try {
      await resend();
      tell('success', t('settings.account.resent'));
    } catch (cause) {
      tell('danger', refusalSentence(refusalOf(cause), t));
    }
  }

  async function submitEmail(variables: { newEmail: string; password: string }) {
    const isDone = await email.attempt(() => changeEmail({ variables }));
    if (!isDone) return false;
    refetch();
    tell('success', t('settings.account.emailAsked', { email: variables.newEmail.trim() }));
    return true;
  }

  async function submitPassword(variables: { currentPassword: string; newPassword: string }) {
    const isDone = await password.attempt(() => changePassword({ variables }));
    if (isDone) tell('success', t('settings.account.passwordChanged'));
    return isDone;
  }

  return (
    <LoadedPart loading={loading} error={error} onRetry={onRetry}>
      {viewer && (
        <AccountSettings
          username={me.username}
          email={viewer.email}
          emailVerified={viewer.emailVerified}
          pendingEmail={viewer.pendingEmail}
          resending={resending.loading}
          onResend={() => void sendAgain()}
          emailForm={email.form}
          onChangeEmail={submitEmail}
          passwordForm={password.form}
          onChangePassword={submitPassword}
        />
      )}
    </LoadedPart>
  );
}
