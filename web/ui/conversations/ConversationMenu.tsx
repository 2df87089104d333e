import { Archive, ArchiveRestore, Bell, BellOff, EllipsisVertical, Mail, MailOpen, Pin, PinOff } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { menuItemLook, menuLabelLook, menuLineLook, menuLook } from '../basics/menuLook';
import { useOverlayHome } from '../basics/OverlayHome';
import type { ConversationChoices, NotifyChoice, PreferenceChange } from '../view';
import { MenuRadio } from './MenuRadio';
import { muteChoices, mutedForever } from './muteChoices';

const notifyChoices: NotifyChoice[] = ['ALL', 'MENTIONS', 'NONE'];

type Props = {
  choices: ConversationChoices;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPreferences: (change: PreferenceChange) => void;
  className?: string;
  /** False where a row opens it by other means, and Tab should go from row to row. */
  inTabOrder?: boolean;
};

/** What the viewer can set for a conversation, for themselves alone. */
export function ConversationMenu({ choices, open, onOpenChange, onPreferences, className, inTabOrder = true }: Props) {
  const { t } = useTranslation();
  const home = useOverlayHome();
  const unread = choices.hasUnread || choices.markedUnread;
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger
        aria-label={t('preferences.menu', { name: choices.title })}
        tabIndex={inTabOrder ? 0 : -1}
        className={classNames(
          'flex size-9 items-center justify-center rounded-full text-muted transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover [&_svg]:size-5',
          className,
        )}
      >
        <EllipsisVertical aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={`${menuLook} w-64`}>
          {!choices.archived && (
            <DropdownMenu.Item className={menuItemLook} onSelect={() => onPreferences({ pinned: !choices.pinned })}>
              {choices.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
              {t(choices.pinned ? 'preferences.unpin' : 'preferences.pin')}
            </DropdownMenu.Item>
          )}
          {!choices.hasUnread && (
            <DropdownMenu.Item className={menuItemLook} onSelect={() => onPreferences({ markedUnread: !choices.markedUnread })}>
              {unread ? <MailOpen aria-hidden /> : <Mail aria-hidden />}
              {t(unread ? 'preferences.markRead' : 'preferences.markUnread')}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className={menuItemLook} onSelect={() => onPreferences({ archived: !choices.archived })}>
            {choices.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
            {t(choices.archived ? 'preferences.unarchive' : 'preferences.archive')}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className={menuLineLook} />
          {choices.muted ? (
            <DropdownMenu.Item className={menuItemLook} onSelect={() => onPreferences({ mutedUntil: null })}>
              <Bell aria-hidden />
              {t('preferences.unmute')}
            </DropdownMenu.Item>
          ) : (
            <>
              <DropdownMenu.Label className={menuLabelLook}>{t('preferences.mute')}</DropdownMenu.Label>
              {muteChoices.map(({ key, forMs }) => (
                <DropdownMenu.Item key={key} className={menuItemLook} onSelect={() => onPreferences({ mutedUntil: Date.now() + forMs })}>
                  <BellOff aria-hidden />
                  {t(`preferences.muteFor.${key}`)}
                </DropdownMenu.Item>
              ))}
              <DropdownMenu.Item className={menuItemLook} onSelect={() => onPreferences({ mutedUntil: mutedForever })}>
                <BellOff aria-hidden />
                {t('preferences.muteFor.ever')}
              </DropdownMenu.Item>
            </>
          )}
          <DropdownMenu.Separator className={menuLineLook} />
          <DropdownMenu.Label className={menuLabelLook}>{t('preferences.notify')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={choices.notify}>
            {notifyChoices.map((choice) => (
              <MenuRadio key={choice} value={choice} onChoose={() => onPreferences({ notify: choice })}>
                {t(`preferences.notifyBy.${choice}`)}
              </MenuRadio>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
