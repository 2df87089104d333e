import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { PasswordField } from '../basics/PasswordField';
import type { ResetPasswordViewProps } from '../props';
import { AuthLayout } from './AuthLayout';
import { findPasswordError } from './findPasswordError';
import { useFieldErrors } from './useFieldErrors';

export function ResetPasswordView({ onSubmit, pending, error, fieldErrors, ...choice }: ResetPasswordViewProps) {
  const { t } = useTranslation();
  const [newPassword, setNewPassword] = useState('');
  const { form, errorOf, clear, accept } = useFieldErrors<'newPassword'>(fieldErrors, pending);
  return (
    <AuthLayout {...choice} title={t('account.resetTitle')} lead={t('account.resetLead')}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending && accept({ newPassword: findPasswordError(newPassword, t) })) onSubmit(newPassword);
        }}
      >
        <ErrorNote text={error} />
        <PasswordField
          label={t('account.newPassword')}
          hint={t('auth.passwordHint')}
          name="newPassword"
          autoComplete="new-password"
          autoFocus
          required
          maxLength={256}
          value={newPassword}
          error={errorOf('newPassword')}
          onChange={(event) => {
            setNewPassword(event.target.value);
            clear('newPassword');
          }}
        />
        <Button type="submit" pending={pending}>
          {t(pending ? 'account.savingPassword' : 'account.savePassword')}
        </Button>
      </form>
    </AuthLayout>
  );
}
