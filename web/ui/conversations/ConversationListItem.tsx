import { BellOff } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../basics/Avatar';
import { classNames } from '../basics/classNames';
import { listTime } from '../basics/dates';
import { PlainLink } from '../basics/PlainLink';
import { useLanguage } from '../basics/useLanguage';
import type { ConversationItem } from '../view';
import { ConversationPreviewLine } from './ConversationPreviewLine';
import { UnreadBadge } from './UnreadBadge';

type Props = { item: ConversationItem; selected: boolean; now: number; href: string; onOpen: (id: string) => void };

export const ConversationListItem = memo(function ConversationListItem({ item, selected, now, href, onOpen }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const unread = item.unreadCount > 0;
  return (
    <PlainLink
      href={href}
      onNavigate={() => onOpen(item.id)}
      aria-current={selected ? 'page' : undefined}
      className={classNames(
        'flex h-[4.5rem] items-center gap-3 rounded-2xl px-3 outline-offset-[-2px] transition-colors',
        selected ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <Avatar name={item.title} photoUrl={item.photoUrl} colorKey={item.colorKey} group={item.kind === 'GROUP'} size="large" />
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
          <UnreadBadge count={item.unreadCount} muted={item.muted} className="ml-auto" />
        </span>
      </span>
    </PlainLink>
  );
});
