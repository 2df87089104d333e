import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { useOverlayHome } from './OverlayHome';

/** A tooltip for a control that has its own accessible name. */
export function Tip({
  text,
  side = 'top',
  children,
}: {
  text: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactNode;
}) {
  const home = useOverlayHome();
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal container={home}>
        <Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-w-64 animate-fade break-anywhere rounded-lg bg-ink px-2.5 py-1.5 text-xs font-medium text-surface shadow-lifted"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
