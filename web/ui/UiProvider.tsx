import { Tooltip } from 'radix-ui';
import { useEffect, type ReactNode } from 'react';
import { OverlayHomeProvider } from './basics/OverlayHome';
import { followFocus } from './basics/returnFocus';

/** Mount once around everything in `web/ui/`: tooltips share their delays through it, overlays find their place, and focus its way back. */
export function UiProvider({ children }: { children: ReactNode }) {
  useEffect(followFocus, []);
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <OverlayHomeProvider>{children}</OverlayHomeProvider>
    </Tooltip.Provider>
  );
}
