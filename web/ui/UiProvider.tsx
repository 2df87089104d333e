import { Tooltip } from 'radix-ui';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OverlayHomeProvider } from './basics/OverlayHome';
import { followFocus } from './basics/returnFocus';
import { useLanguage } from './basics/useLanguage';
import { WordsContext } from './basics/WordsContext';

/** Mount once around everything in `web/ui/`: tooltips share their delays through it, rows their words, overlays find their place, and focus its way back. */
export function UiProvider({ children }: { children: ReactNode }) {
  useEffect(followFocus, []);
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useMemo(() => ({ t, language }), [t, language]);
  return (
    <WordsContext value={words}>
      <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
        <OverlayHomeProvider>{children}</OverlayHomeProvider>
      </Tooltip.Provider>
    </WordsContext>
  );
}
