import { AtSign, ChevronDown, type LucideIcon } from 'lucide-react';
import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { UnreadBadge } from '../conversations/UnreadBadge';

type Props = {
  unreadCount: number;
  unreadMentions: number;
  onJump: () => void;
  onJumpToMention: () => void;
  /** A button that had the focus goes, for there is nowhere to jump to any more. */
  onFocusLost: () => void;
};

/** Over the messages while the newest is out of sight: to the first unread mention, and to the end. */
export function JumpButtons({ unreadCount, unreadMentions, onJump, onJumpToMention, onFocusLost }: Props) {
  const { t } = useTranslation();
  const latest = unreadCount > 0 ? `${t('message.jumpToLatest')}, ${t('list.unread', { count: unreadCount })}` : t('message.jumpToLatest');
  return (
    <div className="absolute right-4 bottom-3 z-10 flex flex-col gap-4">
      {unreadMentions > 0 && (
        <JumpButton
          label={t('mentions.jump', { count: unreadMentions })}
          icon={AtSign}
          count={unreadMentions}
          onPress={onJumpToMention}
          onFocusLost={onFocusLost}
        />
      )}
      <JumpButton label={latest} icon={ChevronDown} count={unreadCount} onPress={onJump} onFocusLost={onFocusLost} />
    </div>
  );
}

type ButtonProps = Pick<Props, 'onFocusLost'> & { label: string; icon: LucideIcon; count: number; onPress: () => void };

function JumpButton({ label, icon: Icon, count, onPress, onFocusLost }: ButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const lose = useEffectEvent(onFocusLost);
  // Before it is taken out of the page: afterwards nobody knows who had the focus.
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      if (element !== null && element === document.activeElement) lose();
    };
  }, []);
  return (
    <button
      ref={button}
      type="button"
      aria-label={label}
      onClick={onPress}
      className="relative flex size-11 animate-appear items-center justify-center rounded-full border border-line bg-raised text-muted shadow-lifted transition-colors hover:text-ink"
    >
      <Icon aria-hidden className="size-6" />
      <span aria-hidden className="absolute -top-2 left-1/2 -translate-x-1/2">
        <UnreadBadge count={count} />
      </span>
    </button>
  );
}
