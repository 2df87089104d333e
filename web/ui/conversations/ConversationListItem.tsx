import { AtSign, BellOff, Pin } from 'lucide-react';
import { memo, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { classNames } from '../basics/classNames';
import { listTime } from '../basics/dates';
import { PlainLink } from '../basics/PlainLink';
import { PresenceDot } from '../basics/PresenceDot';
import { useLanguage } from '../basics/useLanguage';
import { useLongPress } from '../conversation/useLongPress';
import type { ConversationItem, PreferenceChange } from '../view';
import { ConversationMenu } from './ConversationMenu';
import { ConversationPreviewLine } from './ConversationPreviewLine';
import { UnreadBadge } from './UnreadBadge';

type Props = {
  item: ConversationItem;
  selected: boolean;
  now: number;
  href: string;
  onOpen: (id: string) => void;
  onPreferences: (id: string, change: PreferenceChange) => void;
};

export const ConversationListItem = memo(function ConversationListItem({ item, selected, now, href, onOpen, onPreferences }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const unread = item.unreadCount > 0 || item.markedUnread;
  const [menuOpen, setMenuOpen] = useState(false);
  const longPress = useLongPress(() => setMenuOpen(true));
  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    setMenuOpen(true);
  };
  return (
    <div {...longPress} onContextMenu={openMenu} className="group/item relative coarse:select-none">
      <PlainLink
        href={href}
        onNavigate={() => onOpen(item.id)}
        aria-current={selected ? 'page' : undefined}
        className={classNames(
          'flex h-[4.5rem] items-center gap-3 rounded-2xl px-3 outline-offset-[-2px] transition-colors',
          selected ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="relative shrink-0">
          <Avatar name={item.title} photoUrl={item.photoUrl} colorKey={item.colorKey} group={item.kind === 'GROUP'} size="large" />
          <PresenceDot mark={item.presence} />
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <bdi className={classNames('min-w-0 truncate', unread ? 'font-semibold' : 'font-medium')}>{item.title}</bdi>
            {item.muted && <BellOff role="img" aria-label={t('list.muted')} className="size-3.5 shrink-0 self-center text-muted" />}
            <time
              dateTime={new Date(item.at).toISOString()}
              className={classNames(
                'ml-auto shrink-0 text-xs tabular-nums',
                unread && !item.muted ? 'font-semibold text-accent' : 'text-muted',
              )}
            >
              {listTime(item.at, now, language)}
            </time>
          </span>
          <span className="flex min-h-5.5 items-center gap-1 text-sm text-muted">
            <ConversationPreviewLine item={item} />
            <span className="ml-auto flex shrink-0 items-center gap-1.5 group-hover/item:hoverable:invisible group-has-[[data-state=open]]/item:invisible">
              {item.pinned && <Pin role="img" aria-label={t('list.pinned')} className="size-3.5 text-muted" />}
              {item.unreadMentions > 0 && (
                <span
                  role="img"
                  aria-label={t('mentions.unread', { count: item.unreadMentions })}
                  className="inline-flex size-5.5 items-center justify-center rounded-full bg-accent text-on-accent"
                >
                  <AtSign aria-hidden className="size-3.5" strokeWidth={2.5} />
                </span>
              )}
              <UnreadBadge count={item.unreadCount} marked={item.markedUnread} muted={item.muted} />
            </span>
          </span>
        </span>
      </PlainLink>
      <ConversationMenu
        choices={{ ...item, hasUnread: item.unreadCount > 0 }}
        open={menuOpen}
        onOpenChange={setMenuOpen}
        onPreferences={(change) => onPreferences(item.id, change)}
        inTabOrder={false}
        className="absolute right-2 bottom-1.5 opacity-0 coarse:pointer-events-none hoverable:group-hover/item:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100"
      />
    </div>
  );
});
