import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { UnreadBadge } from '../conversations/UnreadBadge';

export function JumpToLatest({ unreadCount, onJump }: { unreadCount: number; onJump: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="absolute right-4 bottom-3 z-10">
      <button
        type="button"
        aria-label={
          unreadCount > 0 ? `${t('message.jumpToLatest')}, ${t('list.unread', { count: unreadCount })}` : t('message.jumpToLatest')
        }
        onClick={onJump}
        className="relative flex size-11 animate-appear items-center justify-center rounded-full border border-line bg-raised text-muted shadow-lifted transition-colors hover:text-ink"
      >
        <ChevronDown aria-hidden className="size-6" />
        <span aria-hidden className="absolute -top-2 left-1/2 -translate-x-1/2">
          <UnreadBadge count={unreadCount} />
        </span>
      </button>
    </div>
  );
}
