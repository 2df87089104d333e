/** The words of the palette and of the overview of keys travel with them: import this before what shows them. */
import { i18n } from './i18n';
import en from './palette.en.json';
import es from './palette.es.json';
import ptBR from './palette.pt-BR.json';

for (const [language, words] of [
  ['en', en],
  ['es', es],
  ['pt-BR', ptBR],
] as const)
  i18n.addResourceBundle(language, 'translation', words, true);
