import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { timeOfDay } from '../basics/dates';
import { ErrorNote } from '../basics/ErrorNote';
import { PasswordField } from '../basics/PasswordField';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import type { DataSettingsProps } from './props';
import { SettingsCard } from './SettingsCard';
import { SettingsForm } from './SettingsForm';

const refreshMs = 10_000;

export function DataSettings({ exporting, onExport, username, deletion, onDelete }: DataSettingsProps) {
  const { t } = useTranslation();
  return (
    <>
      <SettingsCard title={t('settings.data.exportTitle')} text={t('settings.data.exportText')}>
        <Export exporting={exporting} onExport={onExport} />
      </SettingsCard>
      <SettingsCard
        danger
        title={t('settings.data.deleteTitle')}
        text={
          <div className="flex flex-col gap-3">
            <p>{t('settings.data.deleteText')}</p>
            <Consequences title={t('settings.data.goes')} items={['profile', 'access', 'programs', 'device']} />
            <Consequences title={t('settings.data.stays')} items={['messages', 'groups']} />
          </div>
        }
      >
        <DeleteForm username={username} deletion={deletion} onDelete={onDelete} />
      </SettingsCard>
    </>
  );
}

function Export({ exporting, onExport }: Pick<DataSettingsProps, 'exporting' | 'onExport'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(refreshMs);
  const { link, pending, error } = exporting;
  const isGood = link !== null && now < link.expiresAt;
  return (
    <div className="flex flex-col items-start gap-3">
      <ErrorNote text={error} />
      <div role="status" className="flex flex-col items-start gap-3 empty:hidden">
        {isGood && (
          <>
            <a
              href={link.url}
              download
              rel="noreferrer"
              className="inline-flex min-h-11 items-center gap-2 rounded-full bg-accent px-5 py-2 font-semibold text-on-accent hover:bg-accent-hover"
            >
              <Download aria-hidden className="size-4" />
              {t('settings.data.download')}
            </a>
            <p className="text-sm text-muted">{t('settings.data.linkUntil', { time: timeOfDay(link.expiresAt, language) })}</p>
          </>
        )}
        {link && !isGood && <p className="text-sm text-muted">{t('settings.data.linkOver')}</p>}
      </div>
      {!isGood && (
        <Button tone="plain" pending={pending} onClick={onExport}>
          {t('settings.data.prepare')}
        </Button>
      )}
    </div>
  );
}

function Consequences({ title, items }: { title: string; items: string[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3 className="font-medium text-ink">{title}</h3>
      <ul className="mt-1 list-disc pl-5">
        {items.map((item) => (
          <li key={item}>{t(`settings.data.consequence.${item}`)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Two steps: the wish, then the password. */
function DeleteForm({ username, deletion, onDelete }: Pick<DataSettingsProps, 'username' | 'deletion' | 'onDelete'>) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [password, setPassword] = useState('');
  if (!asked) {
    return (
      <Button tone="plain" className="text-danger!" onClick={() => setAsked(true)}>
        {t('settings.data.deleteStart')}
      </Button>
    );
  }
  return (
    <SettingsForm
      form={deletion}
      isComplete={password !== ''}
      submitLabel={t('settings.data.deleteConfirm')}
      tone="danger"
      className="flex flex-col gap-4"
      onSubmit={() => onDelete(password)}
      onClose={() => setAsked(false)}
    >
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordField
        label={t('settings.currentPassword')}
        hint={t('settings.data.deleteHint')}
        autoComplete="current-password"
        autoFocus
        required
        maxLength={256}
        value={password}
        error={deletion.fieldErrors.password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </SettingsForm>
  );
}
