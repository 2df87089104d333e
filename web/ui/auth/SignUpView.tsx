import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { PasswordField } from '../basics/PasswordField';
import { PlainLink } from '../basics/PlainLink';
import { TextField } from '../basics/TextField';
import type { SignUpViewProps } from '../props';
import { AuthLayout } from './AuthLayout';
import { emailLike } from './emailLike';
import { findPasswordError } from './findPasswordError';
import { useFieldErrors } from './useFieldErrors';

type Fields = { invite: string; displayName: string; username: string; email: string; password: string };

const wrongSigns = /[^a-z0-9._-]/iu;
const leastUsername = 3;

/** What can be seen without asking the server, by its own rules; the server has the last word. */
function findErrors({ invite, displayName, username, email, password }: Fields, needsInvite: boolean, t: TFunction): Partial<Fields> {
  const empty = t('auth.fillIn');
  return {
    invite: needsInvite && !invite ? empty : undefined,
    displayName: displayName ? undefined : empty,
    username: !username ? empty : username.length < leastUsername || wrongSigns.test(username) ? t('auth.usernameInvalid') : undefined,
    email: !email ? empty : emailLike.test(email) ? undefined : t('auth.emailInvalid'),
    password: findPasswordError(password, t),
  };
}

export function SignUpView({ onSubmit, pending, error, fieldErrors, invitedTo, needsInvite, signIn, ...choice }: SignUpViewProps) {
  const { t } = useTranslation();
  const [invite, setInvite] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { form, errorOf, clear, accept } = useFieldErrors<keyof Fields>(fieldErrors, pending);

  return (
    <AuthLayout
      {...choice}
      title={t('auth.signUpTitle')}
      lead={invitedTo ? t('invite.signUpLead', { group: invitedTo }) : t('auth.signUpLead')}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const fields = {
            invite: invite.trim(),
            displayName: displayName.trim(),
            username: username.trim(),
            email: email.trim(),
            password,
          };
          if (!pending && accept(findErrors(fields, needsInvite, t))) onSubmit(fields);
        }}
      >
        <ErrorNote text={error} />
        {needsInvite && (
          <TextField
            label={t('invite.field')}
            hint={t('invite.fieldHint')}
            name="invite"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={500}
            value={invite}
            error={errorOf('invite')}
            onChange={(event) => {
              setInvite(event.target.value);
              clear('invite');
            }}
          />
        )}
        <TextField
          label={t('auth.displayName')}
          name="displayName"
          autoComplete="name"
          autoFocus
          required
          maxLength={64}
          value={displayName}
          error={errorOf('displayName')}
          onChange={(event) => {
            setDisplayName(event.target.value);
            clear('displayName');
          }}
        />
        <TextField
          label={t('auth.username')}
          hint={t('auth.usernameHint')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={32}
          value={username}
          error={errorOf('username')}
          onChange={(event) => {
            setUsername(event.target.value);
            clear('username');
          }}
        />
        <TextField
          label={t('auth.email')}
          name="email"
          type="email"
          autoComplete="email"
          required
          value={email}
          error={errorOf('email')}
          onChange={(event) => {
            setEmail(event.target.value);
            clear('email');
          }}
        />
        <PasswordField
          label={t('auth.password')}
          hint={t('auth.passwordHint')}
          name="password"
          autoComplete="new-password"
          required
          maxLength={256}
          value={password}
          error={errorOf('password')}
          onChange={(event) => {
            setPassword(event.target.value);
            clear('password');
          }}
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
