import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { PasswordField } from '../basics/PasswordField';
import { TextField } from '../basics/TextField';
import type { AccountSettingsProps, FormState } from './props';
import { SettingsCard } from './SettingsCard';
import { Badge } from '../basics/Badge';
import { SettingsForm } from './SettingsForm';

export function AccountSettings(props: AccountSettingsProps) {
  const { t } = useTranslation();
  const { email, emailVerified, pendingEmail, resending, onResend } = props;
  const [changing, setChanging] = useState(false);
  return (
    <>
      <SettingsCard title={t('settings.account.emailTitle')}>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium break-anywhere">{email}</span>
          {emailVerified ? (
            <Badge>{t('settings.account.verified')}</Badge>
          ) : (
            <Badge tone="danger">{t('settings.account.unverified')}</Badge>
          )}
        </div>
        {pendingEmail && <p className="mt-1 text-sm text-muted break-anywhere">{t('settings.account.pending', { email: pendingEmail })}</p>}
        {!changing && (
          <div className="mt-3 flex flex-wrap gap-2">
            <Button tone="plain" onClick={() => setChanging(true)}>
              {t('settings.account.changeEmail')}
            </Button>
            {(!emailVerified || pendingEmail) && (
              <Button tone="plain" pending={resending} onClick={onResend}>
                {t('settings.account.resend')}
              </Button>
            )}
          </div>
        )}
        {changing && <EmailForm form={props.emailForm} onSubmit={props.onChangeEmail} onClose={() => setChanging(false)} />}
      </SettingsCard>
      <SettingsCard title={t('settings.account.passwordTitle')} text={t('settings.account.passwordText')}>
        <PasswordForm username={props.username} form={props.passwordForm} onSubmit={props.onChangePassword} />
      </SettingsCard>
    </>
  );
}

type EmailInput = { newEmail: string; password: string };
type EmailFormProps = {
  form: FormState<'newEmail' | 'password'>;
  onSubmit: (input: EmailInput) => Promise<boolean>;
  onClose: () => void;
};

function EmailForm({ form, onSubmit, onClose }: EmailFormProps) {
  const { t } = useTranslation();
  const [input, setInput] = useState<EmailInput>({ newEmail: '', password: '' });
  return (
    <SettingsForm
      form={form}
      isComplete={input.newEmail.trim() !== '' && input.password !== ''}
      submitLabel={t('settings.account.changeEmail')}
      className="mt-4 flex flex-col gap-4"
      onSubmit={() => onSubmit(input)}
      onClose={onClose}
    >
      <TextField
        label={t('settings.account.newEmail')}
        hint={t('settings.account.newEmailHint')}
        type="email"
        autoComplete="email"
        autoFocus
        required
        maxLength={254}
        value={input.newEmail}
        error={form.fieldErrors.newEmail}
        onChange={(event) => setInput({ ...input, newEmail: event.target.value })}
      />
      <PasswordField
        label={t('settings.currentPassword')}
        autoComplete="current-password"
        required
        maxLength={256}
        value={input.password}
        error={form.fieldErrors.password}
        onChange={(event) => setInput({ ...input, password: event.target.value })}
      />
    </SettingsForm>
  );
}

type PasswordInput = { currentPassword: string; newPassword: string };
type PasswordFormProps = {
  username: string;
  form: FormState<'currentPassword' | 'newPassword'>;
  onSubmit: (input: PasswordInput) => Promise<boolean>;
};

const empty: PasswordInput = { currentPassword: '', newPassword: '' };

function PasswordForm({ username, form, onSubmit }: PasswordFormProps) {
  const { t } = useTranslation();
  const [input, setInput] = useState(empty);
  return (
    <SettingsForm
      form={form}
      isComplete={input.currentPassword !== '' && input.newPassword !== ''}
      submitLabel={t('settings.account.changePassword')}
      className="flex flex-col gap-4"
      onSubmit={async () => {
        const done = await onSubmit(input);
        if (done) setInput(empty);
        return done;
      }}
    >
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordField
        label={t('settings.currentPassword')}
        autoComplete="current-password"
        required
        maxLength={256}
        value={input.currentPassword}
        error={form.fieldErrors.currentPassword}
        onChange={(event) => setInput({ ...input, currentPassword: event.target.value })}
      />
      <PasswordField
        label={t('settings.account.newPassword')}
        hint={t('auth.passwordHint')}
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={256}
        value={input.newPassword}
        error={form.fieldErrors.newPassword}
        onChange={(event) => setInput({ ...input, newPassword: event.target.value })}
      />
    </SettingsForm>
  );
}
