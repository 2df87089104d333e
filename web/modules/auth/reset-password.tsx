import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RequestRefused } from '../../apollo/refusal';
import type { Session } from '../../apollo/session';
import { AuthNoticeView } from '../../ui/auth/AuthNoticeView';
import { ResetPasswordView } from '../../ui/auth/ResetPasswordView';
import type { LanguageChoice } from '../../ui/props';
import { useAuthForm, useFormError } from './use-auth-form';
import { useLinks } from './use-links';

/** `token`: of the mailed link, already out of the address; null after a reload, and for a link without one. */
type Props = LanguageChoice & { session: Session; token: string | null };

export function ResetPassword({ session, token, ...choice }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const linkTo = useLinks();
  const { pending, attempt, fieldErrors, failure } = useAuthForm(['newPassword']);
  const error = useFormError(failure);
  const [isDead, setDead] = useState(token === null);
  const [changedFor, setChangedFor] = useState<string | null>(null);

  async function reset(newPassword: string) {
    try {
      const other = await session.resetPassword(token ?? '', newPassword);
      if (other) setChangedFor(other.username);
      else void navigate('/', { replace: true });
    } catch (error) {
      if (!(error instanceof RequestRefused && error.refusal.field === 'token')) throw error;
      setDead(true);
    }
  }

  if (changedFor !== null && session.state.status !== 'signedOut') {
    return (
      <AuthNoticeView
        {...choice}
        mood="done"
        title={t('account.otherChangedTitle')}
        text={t('account.otherChangedText', { username: changedFor, me: session.state.person.displayName })}
        links={[{ ...linkTo('/'), label: t('account.goOn') }]}
      />
    );
  }
  if (isDead) {
    return (
      <AuthNoticeView
        {...choice}
        mood="failed"
        title={t('account.linkDeadTitle')}
        text={t('account.resetDeadText')}
        links={[
          { ...linkTo('/forgot-password'), label: t('account.newLink') },
          { ...linkTo('/'), label: t(session.state.status === 'signedIn' ? 'account.goOn' : 'account.backToSignIn') },
        ]}
      />
    );
  }
  return (
    <ResetPasswordView
      {...choice}
      onSubmit={(newPassword) => void attempt(() => reset(newPassword))}
      pending={pending}
      error={error}
      fieldErrors={fieldErrors}
    />
  );
}
