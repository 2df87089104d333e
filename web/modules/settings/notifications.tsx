import { useTranslation } from 'react-i18next';
import { SettingsCard } from '../../ui/settings/SettingsCard';

/** What is chosen for each conversation is chosen there. */
export function Notifications() {
  const { t } = useTranslation();
  return <SettingsCard title={t('settings.notifications.eachTitle')} text={t('settings.notifications.eachText')} />;
}
