import type { TFunction } from 'i18next';
import { createContext, use } from 'react';

export type Words = { t: TFunction; language: string };

export const WordsContext = createContext<Words | null>(null);

/** As `useTranslation` and `useLanguage`, for parts of which hundreds come and go: each of those subscribes by itself, which costs more than what they draw. */
export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error('useWords belongs below UiProvider.');
  return words;
}
