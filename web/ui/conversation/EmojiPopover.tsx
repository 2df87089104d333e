import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverlayHome } from '../basics/OverlayHome';
import { EmojiGrid } from './EmojiGrid';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (emoji: string) => void;
  /** The element that opens it, or that it hangs on when `asAnchor`. */
  children: ReactNode;
  asAnchor?: boolean;
  /** Where focus goes when it closes; Radix's own choice is the trigger. */
  onCloseAutoFocus?: (event: Event) => void;
};

export function EmojiPopover({ open, onOpenChange, onPick, children, asAnchor = false, onCloseAutoFocus }: Props) {
  const { t } = useTranslation();
  const home = useOverlayHome();
  const Part = asAnchor ? Popover.Anchor : Popover.Trigger;
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Part asChild>{children}</Part>
      <Popover.Portal container={home}>
        <Popover.Content
          aria-label={t('emoji.title')}
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
          className="z-60 w-fit animate-appear overflow-hidden rounded-2xl border border-line bg-raised shadow-lifted outline-none"
        >
          <EmojiGrid onPick={onPick} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
