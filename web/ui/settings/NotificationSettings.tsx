import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { isSameDay, timeOfDay } from '../basics/dates';
import { useNow } from '../basics/useNow';
import type { NotificationSettingsProps } from './props';
import { SettingsCard } from './SettingsCard';
import { tomorrowMorning } from './tomorrowMorning';

const hourMs = 3_600_000;

/** Whether this device tells of new messages, and a while of quiet. Asking the browser is left to the press of the button. */
export function NotificationSettings(props: NotificationSettingsProps) {
  const { t } = useTranslation();
  const { permission, on, pending, onTurnOn, onTurnOff, onRetry } = props;
  const words = (key: string) => ({ title: t(`settings.notifications.${key}`), text: t(`settings.notifications.${key}Text`) });
  if (permission === 'unsupported') return <State {...words('unsupported')} />;
  if (permission === 'denied') return <State {...words('denied')} />;
  if (!on || permission === 'default') {
    return (
      <State
        title={t('settings.notifications.off')}
        text={t(`settings.notifications.${permission === 'granted' ? 'offGranted' : 'offText'}`)}
      >
        <Button pending={pending} onClick={onTurnOn}>
          {t('settings.notifications.turnOn')}
        </Button>
      </State>
    );
  }
  return (
    <>
      <State title={t('settings.notifications.on')} text={t(reachText[props.reach ?? 'checking'])}>
        <Button tone="plain" onClick={onTurnOff}>
          {t('settings.notifications.turnOff')}
        </Button>
        {props.reach === 'failed' && (
          <Button tone="quiet" pending={pending} onClick={onRetry}>
            {t('settings.notifications.retry')}
          </Button>
        )}
      </State>
      <Quiet {...props} />
    </>
  );
}

const reachText = {
  closed: 'settings.notifications.onClosed',
  open: 'settings.notifications.onOpen',
  failed: 'settings.notifications.onFailed',
  checking: 'settings.notifications.onChecking',
} as const;

function Quiet({ quietUntil, onQuiet }: NotificationSettingsProps) {
  const { t, i18n } = useTranslation();
  const now = useNow(15_000);
  const text = t('settings.notifications.quietText');
  if (quietUntil !== null && quietUntil > now) {
    // At most until tomorrow morning: the hour alone says which day.
    const time = timeOfDay(quietUntil, i18n.language);
    return (
      <State title={t('settings.notifications.quietUntil', { time })} text={text}>
        <Button tone="plain" onClick={() => onQuiet(null)}>
          {t('settings.notifications.resume')}
        </Button>
      </State>
    );
  }
  const morning = tomorrowMorning(now);
  const time = timeOfDay(morning, i18n.language);
  return (
    <State title={t('settings.notifications.quiet')} text={text}>
      <Button tone="plain" onClick={() => onQuiet(Date.now() + hourMs)}>
        {t('settings.notifications.hour')}
      </Button>
      <Button tone="plain" onClick={() => onQuiet(tomorrowMorning(Date.now()))}>
        {t(isSameDay(morning, now) ? 'settings.notifications.today' : 'settings.notifications.tomorrow', { time })}
      </Button>
    </State>
  );
}

type StateProps = { title: string; text: string; children?: ReactNode };

/** What changes by a press is told to who does not see it. */
function State({ title, text, children }: StateProps) {
  return (
    <SettingsCard
      title={title}
      text={
        <span role="status">
          <span className="sr-only">{title}. </span>
          {text}
        </span>
      }
    >
      {children && <div className="flex flex-wrap gap-2">{children}</div>}
    </SettingsCard>
  );
}
