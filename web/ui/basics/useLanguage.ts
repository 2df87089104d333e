import { useTranslation } from 'react-i18next';

/** The BCP 47 tag to format dates and numbers with. */
export function useLanguage(): string {
  const { i18n } = useTranslation();
  return i18n.resolvedLanguage ?? i18n.language;
}
