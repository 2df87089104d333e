import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { languageNames } from '../auth/LanguageSwitch';
import type { AppearanceSettingsProps } from './props';
import type { Language, Theme } from '../view';
import { ChoiceList } from './ChoiceList';
import { SettingsCard } from './SettingsCard';

const themes: Theme[] = ['system', 'light', 'dark'];
const icons = { system: Monitor, light: Sun, dark: Moon };

export function AppearanceSettings({ theme, onTheme, language, onLanguage }: AppearanceSettingsProps) {
  const { t } = useTranslation();
  return (
    <>
      <SettingsCard title={t('menu.theme')} text={t('settings.appearance.themeText')}>
        <ChoiceList
          label={t('menu.theme')}
          value={theme}
          choices={themes.map((value) => {
            const Icon = icons[value];
            return { value, label: t(`menu.${value}`), icon: <Icon aria-hidden /> };
          })}
          onChoose={onTheme}
        />
      </SettingsCard>
      <SettingsCard title={t('ui.language')} text={t('settings.appearance.languageText')}>
        <ChoiceList
          label={t('ui.language')}
          value={language}
          choices={(Object.keys(languageNames) as Language[]).map((value) => ({ value, label: languageNames[value], lang: value }))}
          onChoose={onLanguage}
        />
      </SettingsCard>
    </>
  );
}
