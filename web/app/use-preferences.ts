import { useCallback, useState } from 'react';
import { languageKey, readStored, themeKey, writeStored } from '../apollo/storage';
import { changeLanguage, chooseLanguage, i18n } from '../i18n/i18n';
import { applyTheme } from '../ui/theme';
import type { Language, Theme } from '../ui/view';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

export const storedLanguage = () => chooseLanguage(readStored(languageKey), navigator.languages);
export const storedTheme = (): Theme => themes.find((theme) => theme === readStored(themeKey)) ?? 'system';

/** Language and look: of this browser, whoever is signed in. */
export function usePreferences() {
  const [language, setLanguage] = useState<Language>(() => chooseLanguage(i18n.language, navigator.languages));
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const onLanguage = useCallback((next: Language) => {
    writeStored(languageKey, next);
    setLanguage(next);
    void changeLanguage(next);
  }, []);
  const onTheme = useCallback((next: Theme) => {
    writeStored(themeKey, next);
    setTheme(next);
    applyTheme(next);
  }, []);
  return { language, onLanguage, theme, onTheme };
}

export type Preferences = ReturnType<typeof usePreferences>;
