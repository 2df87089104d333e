import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../basics/ErrorState';

function Spinner() {
  const { t } = useTranslation();
  return (
    <span role="status" className="flex h-10 items-center justify-center text-muted">
      <LoaderCircle aria-hidden className="size-5 animate-spin" />
      <span className="sr-only">{t('ui.loading')}</span>
    </span>
  );
}

type StartProps = { loadingOlder: boolean; hasOlder: boolean; failure: { text: string; onRetry: () => void } | null };

/** Why nothing is there but what waits to be sent; else it keeps its height while more history may come, so that loading it moves nothing. */
export function ListStart({ loadingOlder, hasOlder, failure }: StartProps) {
  if (failure) return <ErrorState {...failure} />;
  if (!hasOlder) return <div className="h-4" />;
  return <div className="h-14 pt-2">{loadingOlder && <Spinner />}</div>;
}

export function ListEnd({ loadingNewer }: { loadingNewer: boolean }) {
  return <div className="min-h-3">{loadingNewer && <Spinner />}</div>;
}
