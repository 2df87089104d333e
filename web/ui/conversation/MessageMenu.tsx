import { Copy, Flag, Info, Pencil, Pin, PinOff, Reply, SmilePlus, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { dangerItemLook, menuItemLook, menuLineLook, menuLook } from '../basics/menuLook';
import { useOverlayHome } from '../basics/OverlayHome';
import type { MessageRow } from '../view';

type Props = {
  row: MessageRow;
  quickEmoji: string[];
  onReact: (emoji: string) => void;
  onMoreEmoji: () => void;
  onReply: () => void;
  onCopy: () => void;
  onPin: () => void;
  onAbout: () => void;
  onEdit: () => void;
  onDelete: () => void;
  onReport: () => void;
  onCloseAutoFocus: (event: Event) => void;
};

/** What can be done with a message; quick reactions come first. The content only: the root and its trigger are the row's. */
export function MessageMenu({
  row,
  quickEmoji,
  onReact,
  onMoreEmoji,
  onReply,
  onCopy,
  onPin,
  onAbout,
  onEdit,
  onDelete,
  onReport,
  onCloseAutoFocus,
}: Props) {
  const { t } = useTranslation();
  const home = useOverlayHome();
  return (
    <DropdownMenu.Portal container={home}>
      <DropdownMenu.Content
        align={row.own ? 'end' : 'start'}
        sideOffset={4}
        collisionPadding={8}
        onCloseAutoFocus={onCloseAutoFocus}
        className={menuLook}
      >
        {row.canReact && (
          <>
            <DropdownMenu.Group aria-label={t('message.quickReactions')} className="flex justify-between">
              {quickEmoji.slice(0, 6).map((emoji) => (
                <DropdownMenu.Item
                  key={emoji}
                  onSelect={() => onReact(emoji)}
                  className={classNames(
                    'flex size-10 items-center justify-center rounded-full text-2xl leading-none outline-none data-[highlighted]:bg-accent-soft',
                    row.reactions.some((reaction) => reaction.mine && reaction.emoji === emoji) && 'bg-accent-soft',
                  )}
                >
                  {emoji}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
            <DropdownMenu.Separator className={menuLineLook} />
            <DropdownMenu.Item className={menuItemLook} onSelect={onMoreEmoji}>
              <SmilePlus aria-hidden />
              {t('message.react')}
            </DropdownMenu.Item>
          </>
        )}
        {row.canReply && (
          <DropdownMenu.Item className={menuItemLook} onSelect={onReply}>
            <Reply aria-hidden />
            {t('message.reply')}
          </DropdownMenu.Item>
        )}
        {row.text !== '' && (
          <DropdownMenu.Item className={menuItemLook} onSelect={onCopy}>
            <Copy aria-hidden />
            {t('message.copy')}
          </DropdownMenu.Item>
        )}
        {row.canPin && (
          <DropdownMenu.Item className={menuItemLook} onSelect={onPin}>
            {row.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
            {t(row.pinned ? 'pins.unpin' : 'pins.pin')}
          </DropdownMenu.Item>
        )}
        {row.id !== null && (
          <DropdownMenu.Item className={menuItemLook} onSelect={onAbout}>
            <Info aria-hidden />
            {t('about.title')}
          </DropdownMenu.Item>
        )}
        {row.canEdit && (
          <DropdownMenu.Item className={menuItemLook} onSelect={onEdit}>
            <Pencil aria-hidden />
            {t('message.edit')}
          </DropdownMenu.Item>
        )}
        {row.canDelete && (
          <DropdownMenu.Item className={dangerItemLook} onSelect={onDelete}>
            <Trash2 aria-hidden />
            {t('message.delete')}
          </DropdownMenu.Item>
        )}
        {!row.own && row.id !== null && (
          <DropdownMenu.Item className={dangerItemLook} onSelect={onReport}>
            <Flag aria-hidden />
            {t('report.action')}
          </DropdownMenu.Item>
        )}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}
