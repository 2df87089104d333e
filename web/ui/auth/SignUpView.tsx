import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { PasswordField } from '../basics/PasswordField';
import { PlainLink } from '../basics/PlainLink';
import { TextField } from '../basics/TextField';
import type { SignUpViewProps } from '../props';
import { AuthLayout } from './AuthLayout';

export function SignUpView({ onSubmit, pending, error, fieldErrors, signIn, ...choice }: SignUpViewProps) {
  const { t } = useTranslation();
  const [displayName, setDisplayName] = useState('');
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  return (
    <AuthLayout {...choice} title={t('auth.signUpTitle')} lead={t('auth.signUpLead')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) onSubmit({ displayName: displayName.trim(), username: username.trim(), email: email.trim(), password });
        }}
      >
        <ErrorNote text={error} />
        <TextField
          label={t('auth.displayName')}
          name="displayName"
          autoComplete="name"
          autoFocus
          required
          maxLength={64}
          value={displayName}
          error={fieldErrors.displayName}
          onChange={(event) => setDisplayName(event.target.value)}
        />
        <TextField
          label={t('auth.username')}
          hint={t('auth.usernameHint')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={3}
          maxLength={32}
          value={username}
          error={fieldErrors.username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <TextField
          label={t('auth.email')}
          name="email"
          type="email"
          autoComplete="email"
          required
          value={email}
          error={fieldErrors.email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField
          label={t('auth.password')}
          hint={t('auth.passwordHint')}
          name="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={256}
          value={password}
          error={fieldErrors.password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" pending={pending} className="mt-2">
          {t(pending ? 'auth.creatingAccount' : 'auth.createAccount')}
        </Button>
        <p className="text-center text-sm text-muted">
          {t('auth.haveAccount')}{' '}
          <PlainLink {...signIn} className="inline-flex min-h-10 items-center font-semibold text-accent hover:underline">
            {t('auth.signIn')}
          </PlainLink>
        </p>
      </form>
    </AuthLayout>
  );
}
