import { MessageCirclePlus, SquarePen, Users } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { IconButton } from '../basics/IconButton';
import { menuItemLook, menuLook } from '../basics/menuLook';
import { useOverlayHome } from '../basics/OverlayHome';

type Props = { onNewConversation: () => void; onNewGroup: () => void; floating: boolean };

/** "New": a button in the header on wide screens, a floating one in the thumb's reach on phones. */
export const NewMenu = memo(function NewMenu({ onNewConversation, onNewGroup, floating }: Props) {
  const { t } = useTranslation();
  const home = useOverlayHome();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton
          label={t('list.new')}
          icon={<SquarePen />}
          withTip={false}
          className={classNames(floating && 'size-14! bg-accent! text-on-accent! shadow-lifted hover:bg-accent-hover! [&_svg]:size-6!')}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content align="end" sideOffset={8} collisionPadding={8} className={menuLook}>
          <DropdownMenu.Item className={menuItemLook} onSelect={onNewConversation}>
            <MessageCirclePlus aria-hidden />
            {t('people.newConversation')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menuItemLook} onSelect={onNewGroup}>
            <Users aria-hidden />
            {t('people.newGroup')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
});
