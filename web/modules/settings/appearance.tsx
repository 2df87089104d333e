import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../apollo/services';
import { AppearanceSettings } from '../../ui/settings/AppearanceSettings';
import type { AppearanceSettingsProps } from '../../ui/settings/props';
import { SetLocaleDocument } from './settings.document';

/** Look and language are of this browser; the language is told to the server, too, which writes mails. */
export function Appearance(props: AppearanceSettingsProps) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const [setLocale] = useMutation(SetLocaleDocument, { fetchPolicy: 'no-cache' });

  async function tellServer(locale: string) {
    try {
      await setLocale({ variables: { locale } });
    } catch {
      tell('info', t('settings.appearance.mailsStay'));
    }
  }

  return (
    <AppearanceSettings
      {...props}
      onLanguage={(language) => {
        props.onLanguage(language);
        void tellServer(language);
      }}
    />
  );
}
