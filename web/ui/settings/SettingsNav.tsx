import { ArrowLeft, Bell, Bot, KeyRound, Laptop, Lock, Palette, PackageOpen, UserRound, Webhook, type LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { classNames } from '../basics/classNames';
import { FreshnessLine } from '../basics/FreshnessLine';
import { IconButton } from '../basics/IconButton';
import { PlainLink } from '../basics/PlainLink';
import type { SettingsNavProps } from './props';
import type { SettingsSection } from '../view';

const groups: { key: string; sections: { section: SettingsSection; icon: LucideIcon }[] }[] = [
  {
    key: 'you',
    sections: [
      { section: 'account', icon: UserRound },
      { section: 'privacy', icon: Lock },
      { section: 'sessions', icon: Laptop },
    ],
  },
  {
    key: 'device',
    sections: [
      { section: 'appearance', icon: Palette },
      { section: 'notifications', icon: Bell },
    ],
  },
  {
    key: 'programs',
    sections: [
      { section: 'tokens', icon: KeyRound },
      { section: 'bots', icon: Bot },
      { section: 'webhooks', icon: Webhook },
    ],
  },
  { key: 'data', sections: [{ section: 'data', icon: PackageOpen }] },
];

/** The sections, beside the one that is open; on a phone a page of its own, where focus comes back to the section that was left. */
export function SettingsNav({ me, current, left, freshness, hrefOf, onOpen, onBack }: SettingsNavProps) {
  const { t } = useTranslation();
  const links = useRef<HTMLElement>(null);
  useEffect(() => {
    if (current !== null || left === null || document.activeElement !== document.body) return;
    links.current?.querySelector<HTMLElement>(`[data-section="${left}"]`)?.focus();
  }, [current, left]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-16 shrink-0 items-center gap-2 px-3">
        <IconButton label={t('conversation.back')} icon={<ArrowLeft />} onClick={onBack} />
        <div className="min-w-0 flex-1">
          <h1 className="truncate text-lg leading-tight font-semibold tracking-tight">{t('settings.title')}</h1>
          <FreshnessLine freshness={freshness} />
        </div>
      </header>
      <nav
        ref={links}
        aria-label={t('settings.title')}
        className="min-h-0 flex-1 overflow-y-auto px-3 pb-[calc(1rem+env(safe-area-inset-bottom))]"
      >
        <div className="flex items-center gap-3 px-3 pt-1 pb-3">
          <Avatar size="large" name={me.displayName} photoUrl={me.photoUrl} colorKey={me.id} />
          <div className="min-w-0">
            <bdi className="block truncate font-semibold">{me.displayName}</bdi>
            <p className="truncate text-sm text-muted">@{me.username}</p>
          </div>
        </div>
        {groups.map(({ key, sections }) => (
          <div key={key} className="border-t border-line py-2">
            <h2 className="px-3 py-1.5 text-xs font-medium text-muted">{t(`settings.group.${key}`)}</h2>
            <ul>
              {sections.map(({ section, icon: Icon }) => (
                <li key={section}>
                  <PlainLink
                    href={hrefOf(section)}
                    onNavigate={() => onOpen(section)}
                    data-section={section}
                    aria-current={section === current ? 'page' : undefined}
                    className={classNames(
                      'flex min-h-11 items-center gap-3 rounded-xl px-3 py-2 font-medium outline-offset-[-2px] transition-colors',
                      section === current ? 'bg-accent-soft' : 'hover:bg-hover',
                    )}
                  >
                    <Icon aria-hidden className={classNames('size-5 shrink-0', section === current ? 'text-accent' : 'text-muted')} />
                    <span className="min-w-0 truncate">{t(`settings.section.${section}`)}</span>
                  </PlainLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </div>
  );
}
