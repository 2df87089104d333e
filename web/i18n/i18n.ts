/** The words of the interface. All catalogues travel with the app: a language switch needs no network. */
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/view';
import en from './en.json';
import es from './es.json';
import ptBR from './pt-BR.json';

export const languages: readonly Language[] = ['pt-BR', 'en', 'es'];

export const i18n = createInstance();

/** The stored choice when it is one of ours, else the browser's first language that we speak, else English. */
export function chooseLanguage(stored: string | null, wanted: readonly string[]): Language {
  const known = languages.find((language) => language === stored);
  if (known) return known;
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'pt') return 'pt-BR';
    if (primary === 'en' || primary === 'es') return primary;
  }
  return 'en';
}

function markDocument(language: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

/** Call once, before the first render; resources are bundled, so it is ready when the promise resolves at once. */
export async function startI18n(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...languages],
    resources: { en: { translation: en }, es: { translation: es }, 'pt-BR': { translation: ptBR } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  markDocument(language);
}

/** Words that come later, with the part of the app that shows them. */
export function addWords(words: Readonly<Record<Language, object>>): void {
  for (const language of languages) i18n.addResourceBundle(language, 'translation', words[language], true);
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18n.changeLanguage(language);
  markDocument(language);
}
