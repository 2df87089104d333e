/** The words of the settings travel with the settings, not with the first screen: import this before anything that shows them. */
import { addWords } from './i18n';
import en from './settings.en.json';
import es from './settings.es.json';
import ptBR from './settings.pt-BR.json';

addWords({ en, es, 'pt-BR': ptBR });
