import { Pin } from 'lucide-react';
import { classNames } from '../basics/classNames';
import { fullTime, timeOfDay } from '../basics/dates';
import { useWords } from '../basics/WordsContext';
import type { MessageRow } from '../view';
import { StatusTicks } from './StatusTicks';

/** "edited", the time and the ticks, at the end of a bubble. */
export function MessageMeta({ row, className }: { row: MessageRow; className?: string }) {
  const { t, language } = useWords();
  return (
    <span
      className={classNames(
        'flex h-4 items-center gap-1 text-[0.6875rem] leading-none whitespace-nowrap tabular-nums select-none',
        row.own ? 'text-own-muted' : 'text-muted',
        className,
      )}
    >
      {row.pinned && !row.deleted && <Pin role="img" aria-label={t('pins.pinned')} className="size-3" />}
      {row.edited && !row.deleted && <span>{t('message.edited')}</span>}
      <time dateTime={new Date(row.at).toISOString()} title={fullTime(row.at, language)}>
        {timeOfDay(row.at, language)}
      </time>
      {row.status && !row.deleted && <StatusTicks status={row.status} />}
    </span>
  );
}
