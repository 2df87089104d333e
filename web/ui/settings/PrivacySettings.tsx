import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { PersonRow } from '../people/PersonRow';
import type { PrivacySettingsProps } from './props';
import { SettingsCard } from './SettingsCard';
import { LoadedPart } from './SettingsPage';
import { SwitchRow } from './SwitchRow';

export function PrivacySettings({ showLastSeen, onShowLastSeen, error, onRetry, blocked, pending, onUnblock }: PrivacySettingsProps) {
  const { t } = useTranslation();
  return (
    <>
      <SettingsCard title={t('settings.privacy.presenceTitle')}>
        <ErrorNote text={showLastSeen === null ? null : error} />
        {showLastSeen === null ? (
          <LoadedPart loading={error === null} error={error} onRetry={onRetry}>
            {null}
          </LoadedPart>
        ) : (
          <SwitchRow
            label={t('settings.privacy.lastSeen')}
            hint={t('settings.privacy.lastSeenHint')}
            checked={showLastSeen}
            onChange={onShowLastSeen}
          />
        )}
      </SettingsCard>
      <SettingsCard title={t('settings.privacy.blockedTitle')} text={t('settings.privacy.blockedText')}>
        <LoadedPart
          loading={blocked.people === null && blocked.error === null}
          error={blocked.people === null ? blocked.error : null}
          onRetry={onRetry}
        >
          {blocked.people?.length === 0 ? (
            <p className="text-sm text-muted">{t('settings.privacy.nobody')}</p>
          ) : (
            <ul aria-label={t('settings.privacy.blockedTitle')} className="max-h-96 overflow-y-auto">
              {blocked.people?.map((person) => (
                <li key={person.id} className="flex min-h-14 items-center gap-3">
                  <PersonRow
                    person={person}
                    trailing={
                      <Button
                        tone="plain"
                        pending={pending}
                        aria-label={t('settings.privacy.unblock', { name: person.displayName })}
                        onClick={() => onUnblock(person)}
                        className="px-4!"
                      >
                        {t('block.unblock')}
                      </Button>
                    }
                  />
                </li>
              ))}
            </ul>
          )}
        </LoadedPart>
      </SettingsCard>
    </>
  );
}
