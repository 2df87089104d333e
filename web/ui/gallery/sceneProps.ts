import type { LanguageChoice } from '../props';
import type { Theme } from '../view';

export type SceneProps = LanguageChoice & { theme: Theme; onTheme: (theme: Theme) => void };
