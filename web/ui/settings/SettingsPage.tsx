import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../basics/ErrorState';
import { FreshnessLine } from '../basics/FreshnessLine';
import { IconButton } from '../basics/IconButton';
import { PeopleSkeleton } from '../basics/Skeletons';
import type { SettingsPageProps } from './props';

/** One section. On a phone, where the list of sections is another page, focus comes here with the page. */
export function SettingsPage({ title, lead, onBack, backLabel, freshness, children }: SettingsPageProps & { children: ReactNode }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body || !activeElement.checkVisibility();
    if (isLost) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-sunken">
      <header className="flex h-16 shrink-0 items-center gap-1 border-b border-line bg-surface px-3 md:px-6">
        <IconButton
          label={backLabel ?? t('settings.back')}
          icon={<ArrowLeft />}
          onClick={onBack}
          className={backLabel === undefined ? 'md:hidden' : 'md:-ml-2'}
        />
        <div className="min-w-0">
          <h1 ref={heading} tabIndex={-1} className="truncate text-lg leading-tight font-semibold tracking-tight outline-none">
            {title}
          </h1>
          {freshness.state !== 'live' && (
            <span className="md:hidden">
              <FreshnessLine freshness={freshness} />
            </span>
          )}
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-5 md:px-6 md:py-7">
        <div className="mx-auto flex max-w-2xl flex-col gap-5 pb-[env(safe-area-inset-bottom)]">
          {lead && <p className="px-1 text-muted">{lead}</p>}
          {children}
        </div>
      </div>
    </div>
  );
}

type LoadedProps = { loading: boolean; error: string | null; onRetry: () => void; children: ReactNode };

/** What a section asks the server for: waiting, failed with a way to try again, or there. */
export function LoadedPart({ loading, error, onRetry, children }: LoadedProps) {
  if (error) return <ErrorState text={error} onRetry={onRetry} />;
  if (loading) return <PeopleSkeleton />;
  return children;
}
