import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';

/** Nothing at zero, unless it is marked as unread: then a dot. "99+" above 99; muted conversations count in grey. */
export function UnreadBadge({
  count,
  marked = false,
  muted = false,
  className,
}: {
  count: number;
  marked?: boolean;
  muted?: boolean;
  className?: string;
}) {
  const { t } = useTranslation();
  if (count <= 0 && marked) {
    return (
      <span
        role="img"
        aria-label={t('list.markedUnread')}
        className={classNames('mr-1 size-3 rounded-full', muted ? 'bg-muted' : 'bg-accent', className)}
      />
    );
  }
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
