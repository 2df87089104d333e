import { Popover } from 'radix-ui';
import { Suspense, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../basics/lazyPart';
import { useOverlayHome } from '../basics/OverlayHome';
import { useLanguage } from '../basics/useLanguage';
import type { Language } from '../view';
import { groupEmoji, type EmojiData } from './emojiGroups';

type Pick = { onPick: (emoji: string) => void };

/** The picker, and the names of emoji in one language. */
const pickerOf = (loadData: () => Promise<{ default: readonly EmojiData[] }>): ComponentType<Pick> =>
  lazyPart<Pick>('here', async () => {
    const [{ EmojiPicker }, { default: data }] = await Promise.all([import('./EmojiPicker'), loadData()]);
    const groups = groupEmoji(data);
    return ({ onPick }) => <EmojiPicker groups={groups} onPick={onPick} />;
  });

const pickers: Record<Language, ComponentType<Pick>> = {
  en: pickerOf(() => import('emojibase-data/en/compact.json')),
  es: pickerOf(() => import('emojibase-data/es/compact.json')),
  'pt-BR': pickerOf(() => import('emojibase-data/pt/compact.json')),
};

type Props = Pick & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The element that opens it, or that it hangs on when `asAnchor`. */
  children: ReactNode;
  asAnchor?: boolean;
  /** Where focus goes when it closes; Radix's own choice is the trigger. */
  onCloseAutoFocus?: (event: Event) => void;
};

export function EmojiPopover({ open, onOpenChange, onPick, children, asAnchor = false, onCloseAutoFocus }: Props) {
  const { t } = useTranslation();
  const home = useOverlayHome();
  const Picker = pickers[useLanguage() as Language];
  const Part = asAnchor ? Popover.Anchor : Popover.Trigger;
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Part asChild>{children}</Part>
      <Popover.Portal container={home}>
        <Popover.Content
          aria-label={t('emoji.title')}
          align="start"
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
          className="z-60 w-fit animate-appear overflow-hidden rounded-2xl border border-line bg-raised shadow-lifted outline-none"
        >
          <Suspense fallback={<div aria-busy className="h-90 w-74" />}>
            <Picker onPick={onPick} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
