import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { PasswordField } from '../basics/PasswordField';
import { PlainLink } from '../basics/PlainLink';
import { TextField } from '../basics/TextField';
import type { SignInViewProps } from '../props';
import { AuthLayout } from './AuthLayout';
import { useFieldErrors } from './useFieldErrors';

const linkLook = 'inline-flex min-h-10 items-center font-semibold text-accent hover:underline';

export function SignInView({
  onSubmit,
  pending,
  error,
  fieldErrors,
  lockedAs,
  onForgetLocked,
  signUp,
  forgot,
  ...choice
}: SignInViewProps) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const { form, errorOf, clear, accept } = useFieldErrors<'login' | 'password'>(fieldErrors, pending);

  return (
    <AuthLayout
      {...choice}
      title={t(lockedAs ? 'auth.welcomeBack' : 'auth.signInTitle')}
      lead={t(lockedAs ? 'auth.lockedLead' : 'auth.signInLead')}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (pending) return;
          const name = lockedAs ? lockedAs.username : login.trim();
          const missing = { login: name ? undefined : t('auth.fillIn'), password: password ? undefined : t('auth.fillIn') };
          if (accept(missing)) onSubmit({ login: name, password });
        }}
      >
        <ErrorNote text={error} />
        {lockedAs ? (
          <div className="flex items-center gap-3 rounded-2xl bg-sunken p-3">
            <Avatar name={lockedAs.displayName} photoUrl={lockedAs.photoUrl} colorKey={lockedAs.id} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                <bdi>{lockedAs.displayName}</bdi>
              </p>
              <p className="truncate text-sm text-muted">@{lockedAs.username}</p>
            </div>
            {onForgetLocked && (
              <button
                type="button"
                onClick={onForgetLocked}
                className="min-h-10 shrink-0 rounded-full px-2 text-sm font-semibold text-accent"
              >
                {t('auth.notYou')}
              </button>
            )}
          </div>
        ) : (
          <TextField
            label={t('auth.login')}
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            value={login}
            error={errorOf('login')}
            onChange={(event) => {
              setLogin(event.target.value);
              clear('login');
            }}
          />
        )}
        <PasswordField
          label={t('auth.password')}
          name="password"
          autoComplete="current-password"
          autoFocus={lockedAs !== null}
          required
          value={password}
          error={errorOf('password')}
          onChange={(event) => {
            setPassword(event.target.value);
            clear('password');
          }}
        />
        <Button type="submit" pending={pending} className="mt-1">
          {t(pending ? 'auth.signingIn' : 'auth.signIn')}
        </Button>
        <div className="text-center text-sm text-muted">
          <p>
            <PlainLink {...forgot} className={linkLook}>
              {t('account.forgot')}
            </PlainLink>
          </p>
          {!lockedAs && (
            <p>
              {t('auth.noAccount')}{' '}
              <PlainLink {...signUp} className={linkLook}>
                {t('auth.createAccount')}
              </PlainLink>
            </p>
          )}
        </div>
      </form>
    </AuthLayout>
  );
}
