import { Archive, Command, LogOut, Monitor, Moon, Settings, Sun, UserRound } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames } from '../auth/LanguageSwitch';
import { Avatar } from '../basics/Avatar';
import { commandKey } from '../basics/commandKey';
import { Keys } from '../basics/Keys';
import { dangerItemLook, menuItemLook, menuLabelLook, menuLineLook, menuLook } from '../basics/menuLook';
import { useOverlayHome } from '../basics/OverlayHome';
import type { LanguageChoice } from '../props';
import type { Language, Person, Theme } from '../view';
import { MenuRadio } from './MenuRadio';

type Props = LanguageChoice & {
  me: Person;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onProfile: () => void;
  onSettings: () => void;
  onArchive: () => void;
  onPalette: () => void;
  onSignOut: () => void;
};

const themes: { theme: Theme; icon: typeof Sun }[] = [
  { theme: 'system', icon: Monitor },
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
];

/** Menus are not modal: Radix's scroll lock injects a <style>, which our Content-Security-Policy refuses. */
export const UserMenu = memo(function UserMenu({
  me,
  theme,
  onTheme,
  language,
  onLanguage,
  onProfile,
  onSettings,
  onArchive,
  onPalette,
  onSignOut,
}: Props) {
  const { t } = useTranslation();
  const home = useOverlayHome();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('menu.open', { name: me.displayName })}
        className="-m-1 rounded-full p-1 transition-colors hover:bg-hover data-[state=open]:bg-hover"
      >
        <Avatar name={me.displayName} photoUrl={me.photoUrl} colorKey={me.id} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content align="start" sideOffset={6} collisionPadding={8} className={`${menuLook} w-64`}>
          <div className="px-3 pt-1.5 pb-2">
            <bdi className="block truncate font-semibold">{me.displayName}</bdi>
            <span className="block truncate text-sm text-muted">@{me.username}</span>
          </div>
          <DropdownMenu.Item className={menuItemLook} onSelect={onProfile}>
            <UserRound aria-hidden />
            {t('menu.profile')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menuItemLook} onSelect={onSettings}>
            <Settings aria-hidden />
            {t('menu.settings')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menuItemLook} onSelect={onArchive}>
            <Archive aria-hidden />
            {t('menu.archive')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menuItemLook} onSelect={onPalette}>
            <Command aria-hidden />
            {t('menu.palette')}
            <span aria-hidden className="ml-auto hidden hoverable:inline-flex">
              <Keys keys={[commandKey(), 'K']} />
            </span>
          </DropdownMenu.Item>
          <DropdownMenu.Separator className={menuLineLook} />
          <DropdownMenu.Label className={menuLabelLook}>{t('menu.theme')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme}>
            {themes.map(({ theme: choice, icon: Icon }) => (
              <MenuRadio key={choice} value={choice} onChoose={() => onTheme(choice)} icon={<Icon aria-hidden />}>
                {t(`menu.${choice}`)}
              </MenuRadio>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className={menuLineLook} />
          <DropdownMenu.Label className={menuLabelLook}>{t('ui.language')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={language}>
            {(Object.keys(languageNames) as Language[]).map((choice) => (
              <MenuRadio key={choice} value={choice} onChoose={() => onLanguage(choice)}>
                <span lang={choice}>{languageNames[choice]}</span>
              </MenuRadio>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className={menuLineLook} />
          <DropdownMenu.Item className={dangerItemLook} onSelect={onSignOut}>
            <LogOut aria-hidden />
            {t('menu.signOut')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
});
