import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Session } from '../../apollo/session';
import { SignInView } from '../../ui/auth/SignInView';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import type { LanguageChoice } from '../../ui/props';
import type { Person } from '../../ui/view';
import { useAuthForm, useFormError } from './use-auth-form';

type Props = LanguageChoice & { session: Session; lockedAs: Person | null };

export function SignIn({ session, lockedAs, ...choice }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
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
        signUp={{ href: '/sign-up', onNavigate: () => void navigate('/sign-up') }}
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
