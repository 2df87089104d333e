import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { OverlayHomeProvider } from './basics/OverlayHome';

/** Mount once around everything in `web/ui/`: tooltips share their delays through it, and overlays find their place. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <OverlayHomeProvider>{children}</OverlayHomeProvider>
    </Tooltip.Provider>
  );
}
