import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotices, useServices } from '../../apollo/services';
import { NotificationSettings } from '../../ui/settings/NotificationSettings';
import { SettingsCard } from '../../ui/settings/SettingsCard';

/** The switch of this device. What is chosen for each conversation is chosen there. */
export function Notifications() {
  const { t } = useTranslation();
  const { settings } = useServices().notices;
  const { permission, on, reach, quietUntil } = useNotices();
  const [pending, setPending] = useState(false);

  function wait(task: Promise<void>) {
    setPending(true);
    void task.finally(() => setPending(false));
  }

  return (
    <>
      <NotificationSettings
        {...{ permission, on, reach, quietUntil, pending }}
        onTurnOn={() => wait(settings.turnOn())}
        onTurnOff={() => void settings.turnOff()}
        onRetry={() => wait(settings.syncPush())}
        onQuiet={(until) => void settings.pause(until)}
      />
      <SettingsCard title={t('settings.notifications.eachTitle')} text={t('settings.notifications.eachText')} />
    </>
  );
}
