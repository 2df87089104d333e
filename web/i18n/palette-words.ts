/** The words of the palette and of the overview of keys travel with them: import this before what shows them. */
import { addWords } from './i18n';
import en from './palette.en.json';
import es from './palette.es.json';
import ptBR from './palette.pt-BR.json';

addWords({ en, es, 'pt-BR': ptBR });
