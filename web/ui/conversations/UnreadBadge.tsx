import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';

/** Nothing at zero, "99+" above 99; muted conversations count in grey. */
export function UnreadBadge({ count, muted = false, className }: { count: number; muted?: boolean; className?: string }) {
  const { t } = useTranslation();
  if (count <= 0) return null;
  return (
    <span
      className={classNames(
        'inline-flex h-5.5 min-w-5.5 shrink-0 items-center justify-center rounded-full px-1.5 text-xs font-semibold tabular-nums',
        muted ? 'bg-muted text-surface' : 'bg-accent text-on-accent',
        className,
      )}
    >
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('list.unread', { count })}</span>
    </span>
  );
}
