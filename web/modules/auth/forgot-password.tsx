import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestPasswordLink } from '../../apollo/account-requests';
import type { Session } from '../../apollo/session';
import { AuthNoticeView } from '../../ui/auth/AuthNoticeView';
import { ForgotPasswordView } from '../../ui/auth/ForgotPasswordView';
import type { LanguageChoice } from '../../ui/props';
import { useAuthForm, useFormError } from './use-auth-form';
import { useLinks } from './use-links';

type Props = LanguageChoice & { session: Session };

export function ForgotPassword({ session, ...choice }: Props) {
  const { t } = useTranslation();
  const linkTo = useLinks();
  const [email, setEmail] = useState('');
  const [isSent, setSent] = useState(false);
  const { pending, attempt, fieldErrors, failure } = useAuthForm(['email']);
  const error = useFormError(failure);
  const back = {
    ...linkTo(session.state.status === 'signedOut' ? '/sign-in' : '/'),
    label: t(session.state.status === 'signedIn' ? 'account.goOn' : 'account.backToSignIn'),
  };

  async function mailLink(address: string) {
    setEmail(address);
    await requestPasswordLink(address);
    setSent(true);
  }

  if (isSent) {
    return (
      <AuthNoticeView
        {...choice}
        mood="mail"
        title={t('account.sentTitle')}
        text={t('account.sentText', { email })}
        links={[back, { label: t('account.anotherAddress'), href: '/forgot-password', onNavigate: () => setSent(false) }]}
      />
    );
  }
  return (
    <ForgotPasswordView
      {...choice}
      onSubmit={(address) => void attempt(() => mailLink(address))}
      pending={pending}
      error={error}
      fieldErrors={fieldErrors}
      firstEmail={email}
      back={back}
    />
  );
}
