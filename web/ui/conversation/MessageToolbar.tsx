import { Ellipsis, Reply, SmilePlus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import type { MessageRow } from '../view';
import { EmojiPopover } from '../emoji/EmojiPopover';
import { MessageMenu } from './MessageMenu';

export type MessageSurface = 'menu' | 'picker' | null;

type Props = {
  row: MessageRow;
  /** Pointed at or focused: the buttons show. A menu opened by long press shows without them. */
  active: boolean;
  surface: MessageSurface;
  onSurface: (surface: MessageSurface) => void;
  quickEmoji: string[];
  onReact: (emoji: string) => void;
  onReply: () => void;
  onCopy: () => void;
  onPin: () => void;
  onAbout: () => void;
  onEdit: () => void;
  onDelete: () => void;
  onReport: () => void;
  /** Where focus goes when a menu closes. */
  onReturnFocus: () => void;
};

const buttonLook =
  'flex size-9 items-center justify-center rounded-full text-muted transition-colors hover:bg-hover hover:text-ink focus-visible:outline-offset-[-2px] [&_svg]:size-[1.125rem]';

/**
 * Beside a bubble, or on its upper edge where there is no room, for mouse and keyboard: quick reactions, the picker and the menu. Fingers open the menu
 * by a long press; for them the bar is unseen and covers the bubble, so that the menu hangs on the bubble's edge.
 */
export function MessageToolbar({
  row,
  active,
  surface,
  onSurface,
  quickEmoji,
  onReact,
  onReply,
  onCopy,
  onPin,
  onAbout,
  onEdit,
  onDelete,
  onReport,
  onReturnFocus,
}: Props) {
  const { t } = useTranslation();
  const shown = active || surface !== null;
  const returnFocus = (event: Event) => {
    event.preventDefault();
    // Editing moves focus to the composer, the picker takes it itself; both opened in the meantime.
    if (document.activeElement === null || document.activeElement === document.body) onReturnFocus();
  };
  return (
    <div
      className={classNames(
        'absolute z-10 coarse:pointer-events-none coarse:inset-0 coarse:opacity-0 hoverable:-top-8 hoverable:@2xl:top-0 hoverable:@2xl:px-1.5',
        row.own ? 'hoverable:right-1.5 hoverable:@2xl:right-full' : 'hoverable:left-1.5 hoverable:@2xl:left-full',
        shown ? 'animate-fade' : 'pointer-events-none opacity-0',
        surface === null && 'group-has-[[data-surface]]/list:hidden',
      )}
    >
      <div className="flex rounded-full border border-line bg-raised shadow-soft coarse:absolute coarse:inset-0 coarse:justify-end">
        {row.canReact &&
          quickEmoji.slice(0, 3).map((emoji) => (
            <button
              key={emoji}
              type="button"
              tabIndex={active ? 0 : -1}
              aria-label={t('message.reactWith', { emoji })}
              aria-pressed={row.reactions.some((reaction) => reaction.mine && reaction.emoji === emoji)}
              onClick={() => onReact(emoji)}
              className={classNames(buttonLook, 'hidden text-xl leading-none @3xl:flex aria-pressed:bg-accent-soft')}
            >
              {emoji}
            </button>
          ))}
        {row.canReact && (
          <EmojiPopover
            open={surface === 'picker'}
            onOpenChange={(open) => onSurface(open ? 'picker' : null)}
            onPick={(emoji) => {
              onSurface(null);
              onReact(emoji);
            }}
            onCloseAutoFocus={returnFocus}
          >
            <button type="button" tabIndex={active ? 0 : -1} aria-label={t('message.react')} className={buttonLook}>
              <SmilePlus aria-hidden />
            </button>
          </EmojiPopover>
        )}
        {row.canReply && (
          <button type="button" tabIndex={active ? 0 : -1} aria-label={t('message.reply')} onClick={onReply} className={buttonLook}>
            <Reply aria-hidden />
          </button>
        )}
        <DropdownMenu.Root modal={false} open={surface === 'menu'} onOpenChange={(open) => onSurface(open ? 'menu' : null)}>
          <DropdownMenu.Trigger
            aria-label={t('message.actions')}
            tabIndex={active ? 0 : -1}
            className={classNames(buttonLook, 'coarse:absolute coarse:inset-0 coarse:size-auto')}
          >
            <Ellipsis aria-hidden />
          </DropdownMenu.Trigger>
          <MessageMenu
            row={row}
            quickEmoji={quickEmoji}
            onReact={onReact}
            onMoreEmoji={() => onSurface('picker')}
            onReply={onReply}
            onCopy={onCopy}
            onPin={onPin}
            onAbout={onAbout}
            onEdit={onEdit}
            onDelete={onDelete}
            onReport={onReport}
            onCloseAutoFocus={returnFocus}
          />
        </DropdownMenu.Root>
      </div>
    </div>
  );
}
