import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorNote } from '../basics/ErrorNote';
import { PeopleSkeleton } from '../basics/Skeletons';
import type { MessageHitsProps } from '../props';

/** What stands around the messages that were found: that the line is down, that it still searches, that there are none, that there is more. */
export function OnDeviceNote({ onDevice }: { onDevice: boolean }) {
  const { t } = useTranslation();
  if (!onDevice) return null;
  return (
    <p role="status" className="flex items-center gap-2 rounded-xl bg-sunken px-3 py-2 text-sm text-muted">
      <CloudOff aria-hidden className="size-4 shrink-0" />
      {t('search.onDevice')}
    </p>
  );
}

export function HitsEnd({ hits, loading, loadingMore, hasMore, error, onLoadMore, onRetry }: MessageHitsProps) {
  const { t } = useTranslation();
  if (error) {
    return (
      <div className="flex flex-col items-start gap-2">
        <ErrorNote text={error} />
        <Button tone="plain" onClick={hits.length > 0 ? onLoadMore : onRetry}>
          {t('ui.tryAgain')}
        </Button>
      </div>
    );
  }
  if (loadingMore || (loading && hits.length === 0)) return <PeopleSkeleton count={loadingMore ? 1 : 3} />;
  if (hasMore) {
    return (
      <Button tone="plain" className="w-full" onClick={onLoadMore}>
        {t('search.lookFurther')}
      </Button>
    );
  }
  if (hits.length === 0) {
    return (
      <p role="status" className="py-3 text-center text-sm text-muted">
        {t('search.noMessages')}
      </p>
    );
  }
  return null;
}
