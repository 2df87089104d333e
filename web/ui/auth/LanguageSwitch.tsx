import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import type { LanguageChoice } from '../props';
import type { Language } from '../view';

/** Each language is written in itself, so that everyone finds theirs. */
export const languageNames: Record<Language, string> = { 'pt-BR': 'Português', en: 'English', es: 'Español' };

const order: Language[] = ['pt-BR', 'en', 'es'];

export function LanguageSwitch({ language, onLanguage }: LanguageChoice) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('ui.language')} className="flex items-center gap-1 text-sm">
      <Languages aria-hidden className="mr-1 size-4 text-muted" />
      {order.map((choice) => (
        <button
          key={choice}
          type="button"
          lang={choice}
          aria-pressed={choice === language}
          onClick={() => onLanguage(choice)}
          className={classNames(
            'min-h-10 rounded-full px-3 transition-colors hover:bg-hover',
            choice === language ? 'font-semibold text-accent' : 'text-muted',
          )}
        >
          {languageNames[choice]}
        </button>
      ))}
    </div>
  );
}
