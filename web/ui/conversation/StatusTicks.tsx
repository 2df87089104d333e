import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { classNames } from '../basics/classNames';
import { useWords } from '../basics/WordsContext';
import type { MessageStatus } from '../view';

const icons = { pending: Clock, failed: CircleAlert, sent: Check, delivered: CheckCheck, read: CheckCheck };

/** Clock, one tick, two ticks, two blue ticks, or a red mark: how far an own message came. */
export function StatusTicks({ status, className }: { status: MessageStatus; className?: string }) {
  const { t } = useWords();
  const Icon = icons[status];
  return (
    <Icon
      role="img"
      aria-label={t(`status.${status}`)}
      className={classNames(
        'inline-block size-4 shrink-0',
        status === 'read' && 'text-read',
        status === 'failed' && 'text-danger',
        className,
      )}
      strokeWidth={2.25}
    />
  );
}
