import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { buttonLook } from '../basics/buttonLook';
import { ErrorNote } from '../basics/ErrorNote';
import { PlainLink } from '../basics/PlainLink';
import { TextField } from '../basics/TextField';
import type { ForgotPasswordViewProps } from '../props';
import { AuthLayout } from './AuthLayout';
import { emailLike } from './emailLike';
import { useFieldErrors } from './useFieldErrors';

export function ForgotPasswordView({ onSubmit, pending, error, fieldErrors, firstEmail, back, ...choice }: ForgotPasswordViewProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(firstEmail);
  const { form, errorOf, clear, accept } = useFieldErrors<'email'>(fieldErrors, pending);
  return (
    <AuthLayout {...choice} title={t('account.forgotTitle')} lead={t('account.forgotLead')}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          const address = email.trim();
          const found = !address ? t('auth.fillIn') : emailLike.test(address) ? undefined : t('auth.emailInvalid');
          if (!pending && accept({ email: found })) onSubmit(address);
        }}
      >
        <ErrorNote text={error} />
        <TextField
          label={t('auth.email')}
          name="email"
          type="email"
          autoComplete="email"
          autoFocus
          required
          value={email}
          error={errorOf('email')}
          onChange={(event) => {
            setEmail(event.target.value);
            clear('email');
          }}
        />
        <div className="flex flex-col gap-2">
          <Button type="submit" pending={pending}>
            {t(pending ? 'account.sendingLink' : 'account.sendLink')}
          </Button>
          <PlainLink href={back.href} onNavigate={back.onNavigate} className={buttonLook('quiet')}>
            {back.label}
          </PlainLink>
        </div>
      </form>
    </AuthLayout>
  );
}
