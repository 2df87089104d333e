import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RequestRefused } from '../../apollo/refusal';
import type { Session } from '../../apollo/session';
import { AuthNoticeView } from '../../ui/auth/AuthNoticeView';
import { ResetPasswordView } from '../../ui/auth/ResetPasswordView';
import type { LanguageChoice } from '../../ui/props';
import type { Person } from '../../ui/view';
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
  const [changedFor, setChangedFor] = useState<Person | null>(null);

  async function reset(newPassword: string) {
    try {
      const changed = await session.resetPassword(token ?? '', newPassword);
      if (changed) setChangedFor(changed);
      else void navigate('/', { replace: true });
    } catch (error) {
      if (!(error instanceof RequestRefused && error.refusal.field === 'token')) throw error;
      setDead(true);
    }
  }

  if (changedFor !== null && (session.state.status === 'signedOut' || session.state.person.id === changedFor.id)) {
    return (
      <AuthNoticeView
        {...choice}
        mood="done"
        title={t('account.otherChangedTitle')}
        text={t('account.changedText')}
        links={[{ ...linkTo('/'), label: t('auth.signIn') }]}
      />
    );
  }
  if (changedFor !== null && session.state.status !== 'signedOut') {
    return (
      <AuthNoticeView
        {...choice}
        mood="done"
        title={t('account.otherChangedTitle')}
        text={t('account.otherChangedText', { username: changedFor.username, me: session.state.person.displayName })}
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
