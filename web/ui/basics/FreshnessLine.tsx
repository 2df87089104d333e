import { CloudCheck, CloudOff, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '../view';
import { momentOf } from './dates';
import { useLanguage } from './useLanguage';
import { useNow } from './useNow';

const icons = { live: CloudCheck, connecting: LoaderCircle, offline: CloudOff };

/** One quiet line: in sync, connecting, or offline and how old the picture is; and what still waits to be sent. */
export function FreshnessLine({ freshness, unsentCount = 0 }: { freshness: Freshness; unsentCount?: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { state, asOf } = freshness;
  const Icon = icons[state];
  const words =
    state === 'offline' && asOf !== null ? t('freshness.offlineAsOf', { time: momentOf(asOf, now, language) }) : t(`freshness.${state}`);
  return (
    <p role="status" className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
      <Icon
        aria-hidden
        className={`size-3.5 shrink-0 ${state === 'connecting' ? 'animate-spin' : ''} ${state === 'live' ? 'text-success' : ''}`}
      />
      <span className="line-clamp-2 min-w-0 leading-tight">
        {words} {unsentCount > 0 && <span className="whitespace-nowrap">· {t('freshness.unsent', { count: unsentCount })}</span>}
      </span>
    </p>
  );
}
