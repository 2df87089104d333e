import { Laptop, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { dayOf, momentOf } from '../basics/dates';
import { ErrorNote } from '../basics/ErrorNote';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import type { SessionsSettingsProps } from './props';
import { SettingsCard } from './SettingsCard';
import { LoadedPart } from './SettingsPage';
import { Badge } from '../basics/Badge';
import { SettingsRow } from './SettingsRow';

const phone = /android|iphone|ipad|mobile/iu;

export function SessionsSettings({
  sessions,
  loading,
  error,
  actionError,
  pendingId,
  onRetry,
  onRevoke,
  onRevokeOthers,
}: SessionsSettingsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const others = sessions.filter((session) => !session.current);
  return (
    <SettingsCard title={t('settings.sessions.title')} text={t('settings.sessions.text')}>
      <div className="mb-4 empty:hidden">
        <ErrorNote text={actionError} />
      </div>
      <LoadedPart loading={loading} error={error} onRetry={onRetry}>
        <ul>
          {sessions.map((session) => (
            <SettingsRow
              key={session.id}
              icon={phone.test(session.deviceName) ? <Smartphone aria-hidden /> : <Laptop aria-hidden />}
              title={session.deviceName}
              badge={session.current && <Badge>{t('settings.sessions.current')}</Badge>}
              details={[
                session.current ? null : t('settings.lastUsed', { time: momentOf(session.lastUsedAt, now, language) }),
                t('settings.sessions.since', { date: dayOf(session.createdAt, now, language) }),
              ]}
              action={
                !session.current && (
                  <Button
                    tone="warning"
                    pending={pendingId === session.id}
                    aria-label={t('settings.sessions.endOf', { name: session.deviceName })}
                    onClick={() => onRevoke(session)}
                    className="px-4!"
                  >
                    {t('settings.sessions.end')}
                  </Button>
                )
              }
            />
          ))}
        </ul>
        {others.length > 0 && (
          <Button tone="plain" onClick={onRevokeOthers} className="mt-4 text-danger!">
            {t('settings.sessions.endOthers', { count: others.length })}
          </Button>
        )}
      </LoadedPart>
    </SettingsCard>
  );
}
