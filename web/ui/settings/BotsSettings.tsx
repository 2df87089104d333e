import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { dayOf } from '../basics/dates';
import { TextField } from '../basics/TextField';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import { PersonRow } from '../people/PersonRow';
import { Disclosure } from './Disclosure';
import type { BotsSettingsProps } from './props';
import { SecretOnce } from './SecretOnce';
import { SettingsCard } from './SettingsCard';
import { LoadedPart } from './SettingsPage';
import { SettingsForm } from './SettingsForm';

export function BotsSettings(props: BotsSettingsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { bots, secret, loading, error, onRetry, onDelete } = props;
  return (
    <>
      {secret && (
        <SecretOnce
          key={secret}
          title={t('settings.bots.made')}
          label={t('settings.tokens.secret')}
          secret={secret}
          onDone={props.onSecretDone}
        />
      )}
      <SettingsCard title={t('settings.section.bots')} text={t('settings.bots.text')}>
        <LoadedPart loading={loading} error={error} onRetry={onRetry}>
          <div className="flex flex-col gap-4">
            <Disclosure label={t('settings.bots.new')}>{(close) => <BotForm {...props} onClose={close} />}</Disclosure>
            {bots.length === 0 && <p className="text-sm text-muted">{t('settings.bots.none')}</p>}
            <ul className="empty:hidden">
              {bots.map(({ person, createdAt }) => (
                <li key={person.id} className="flex min-h-16 flex-wrap items-center gap-x-3 border-t border-line py-2 first:border-t-0">
                  <PersonRow
                    person={person}
                    trailing={
                      <span className="flex items-center gap-2">
                        <span className="hidden text-sm text-muted lg:inline">
                          {t('settings.sessions.since', { date: dayOf(createdAt, now, language) })}
                        </span>
                        <Button
                          tone="warning"
                          aria-label={t('settings.bots.deleteOf', { name: person.displayName })}
                          onClick={() => onDelete(person)}
                          className="-mr-2 px-4!"
                        >
                          {t('settings.bots.delete')}
                        </Button>
                      </span>
                    }
                  />
                </li>
              ))}
            </ul>
          </div>
        </LoadedPart>
      </SettingsCard>
    </>
  );
}

function BotForm({ form, onCreate, onClose }: BotsSettingsProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const [input, setInput] = useState({ username: '', displayName: '' });
  const isComplete = input.username.trim() !== '' && input.displayName.trim() !== '';
  return (
    <SettingsForm
      form={form}
      isComplete={isComplete}
      submitLabel={t('settings.bots.create')}
      onSubmit={() => onCreate(input)}
      onClose={onClose}
    >
      <TextField
        label={t('settings.bots.name')}
        required
        autoFocus
        autoComplete="off"
        maxLength={64}
        value={input.displayName}
        error={form.fieldErrors.displayName}
        onChange={(event) => setInput({ ...input, displayName: event.target.value })}
      />
      <TextField
        label={t('auth.username')}
        hint={t('settings.bots.usernameHint')}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        value={input.username}
        error={form.fieldErrors.username}
        onChange={(event) => setInput({ ...input, username: event.target.value })}
      />
    </SettingsForm>
  );
}
