import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Session } from '../../apollo/session';
import { SignInView } from '../../ui/auth/SignInView';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import type { LanguageChoice } from '../../ui/props';
import type { Person } from '../../ui/view';
import { inviteSignUpPath } from './invite-paths';
import { useAuthForm, useFormError } from './use-auth-form';
import { useLinks } from './use-links';

type Props = LanguageChoice & { session: Session; lockedAs: Person | null };

/** /sign-in, and /invite/:code/sign-in, which goes on with the invite. */
export function SignIn({ session, lockedAs, ...choice }: Props) {
  const { t } = useTranslation();
  const { code } = useParams();
  const linkTo = useLinks();
  const { pending, attempt, fieldErrors, failure } = useAuthForm(['login', 'password']);
  const error = useFormError(failure, {
    UNAUTHENTICATED: lockedAs ? t('app.wrongPasswordOnly') : t('app.wrongPassword'),
    FORBIDDEN: t('app.accountSuspended'),
  });
  const [forgetting, setForgetting] = useState(false);
  return (
    <>
      <SignInView
        {...choice}
        onSubmit={({ login, password }) => void attempt(() => session.signIn({ login: lockedAs?.username ?? login, password }))}
        pending={pending}
        error={error}
        fieldErrors={fieldErrors}
        lockedAs={lockedAs}
        onForgetLocked={() => setForgetting(true)}
        signUp={linkTo(code === undefined ? '/sign-up' : inviteSignUpPath(code))}
        forgot={linkTo('/forgot-password')}
      />
      <ConfirmDialog
        open={forgetting}
        title={t('app.forget.title', { name: lockedAs?.displayName ?? '' })}
        text={t('app.forget.text', { name: lockedAs?.displayName ?? '' })}
        confirmLabel={t('app.forget.confirm')}
        danger
        onConfirm={() => {
          setForgetting(false);
          void session.signOut();
        }}
        onCancel={() => setForgetting(false)}
      />
    </>
  );
}
