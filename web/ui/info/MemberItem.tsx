import { Ban, Crown, Ellipsis, ShieldCheck, ShieldOff, UserMinus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { IconButton } from '../basics/IconButton';
import { dangerItemLook, menuItemLook, menuLook } from '../basics/menuLook';
import { useOverlayHome } from '../basics/OverlayHome';
import type { MemberRow, Role } from '../view';

type Props = {
  member: MemberRow;
  onRemove: (member: MemberRow) => void;
  onBan: (member: MemberRow) => void;
  onSetRole: (member: MemberRow, role: Role) => void;
};

const icons = { OWNER: Crown, ADMIN: ShieldCheck, MEMBER: ShieldOff };

export function MemberItem({ member, onRemove, onBan, onSetRole }: Props) {
  const { t } = useTranslation();
  const home = useOverlayHome();
  const { person, role, self, roleChoices } = member;
  const roleNames = {
    OWNER: t('group.makeOwner'),
    ADMIN: t(role === 'OWNER' ? 'group.ownerToAdmin' : 'info.makeAdmin'),
    MEMBER: t('info.makeMember'),
  };
  return (
    <li className="flex min-h-14 items-center gap-3 rounded-xl px-2">
      <Avatar name={person.displayName} photoUrl={person.photoUrl} colorKey={person.id} />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-1.5">
          <bdi className="truncate font-medium">{person.displayName}</bdi>
          {self && <span className="shrink-0 text-sm text-muted">{t('info.you')}</span>}
        </p>
        <p className="truncate text-sm text-muted">@{person.username}</p>
      </div>
      {role !== 'MEMBER' && (
        <span className="shrink-0 rounded-full bg-accent-soft px-2 py-0.5 text-xs font-medium text-accent">{t(`role.${role}`)}</span>
      )}
      {(member.canRemove || roleChoices.length > 0) && (
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger asChild>
            <IconButton
              label={t('info.memberActions', { name: person.displayName })}
              icon={<Ellipsis />}
              withTip={false}
              className="-mr-2"
            />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal container={home}>
            <DropdownMenu.Content align="end" collisionPadding={8} className={menuLook}>
              {roleChoices.map((choice) => {
                const Icon = icons[choice];
                return (
                  <DropdownMenu.Item key={choice} className={menuItemLook} onSelect={() => onSetRole(member, choice)}>
                    <Icon aria-hidden />
                    {roleNames[choice]}
                  </DropdownMenu.Item>
                );
              })}
              {member.canRemove && (
                <DropdownMenu.Item className={dangerItemLook} onSelect={() => onRemove(member)}>
                  <UserMinus aria-hidden />
                  {t('info.remove')}
                </DropdownMenu.Item>
              )}
              {member.canRemove && (
                <DropdownMenu.Item className={dangerItemLook} onSelect={() => onBan(member)}>
                  <Ban aria-hidden />
                  {t('group.ban')}
                </DropdownMenu.Item>
              )}
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
    </li>
  );
}
