/** The words of the settings travel with the settings, not with the first screen: import this before anything that shows them. */
import { i18n } from './i18n';
import en from './settings.en.json';
import es from './settings.es.json';
import ptBR from './settings.pt-BR.json';

for (const [language, words] of [
  ['en', en],
  ['es', es],
  ['pt-BR', ptBR],
] as const)
  i18n.addResourceBundle(language, 'translation', words, true);
