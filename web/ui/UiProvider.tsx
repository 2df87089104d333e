import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';

/** Mount once around everything in `web/ui/`: tooltips share their delays through it. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      {children}
    </Tooltip.Provider>
  );
}
