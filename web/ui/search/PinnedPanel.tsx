import { PinOff } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../basics/EmptyState';
import { ErrorState } from '../basics/ErrorState';
import { IconButton } from '../basics/IconButton';
import { PeopleSkeleton } from '../basics/Skeletons';
import { useNow } from '../basics/useNow';
import { PanelHeader } from '../info/PanelHeader';
import type { PinnedPanelProps } from '../props';
import { MessageHitRow } from './MessageHitRow';
import { moveResultFocus } from './moveResultFocus';

/** All pinned messages of a conversation: at most 50, so a plain list. */
export function PinnedPanel(props: PinnedPanelProps) {
  const { t } = useTranslation();
  return (
    <div tabIndex={-1} data-pins className="flex min-h-0 flex-1 flex-col outline-none" onKeyDown={moveResultFocus}>
      <PanelHeader title={t('pins.title')} onClose={props.onClose} />
      <PinnedList {...props} />
    </div>
  );
}

function PinnedList({ hits, loading, error, onRetryLoad, hrefOf, onOpenHit, onUnpin }: PinnedPanelProps) {
  const { t } = useTranslation();
  const now = useNow();
  if (hits.length === 0) {
    if (error) return <ErrorState text={error} onRetry={onRetryLoad} />;
    if (loading) {
      return (
        <div className="p-3">
          <PeopleSkeleton />
        </div>
      );
    }
    return <EmptyState title={t('pins.emptyTitle')} text={t('pins.emptyText')} />;
  }
  return (
    <ul aria-label={t('pins.title')} className="flex-1 overflow-y-auto p-2 pb-6">
      {hits.map((hit) => (
        <li key={hit.id} className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <MessageHitRow hit={hit} query="" now={now} within href={hrefOf(hit)} onOpen={() => onOpenHit(hit)} />
          </div>
          {onUnpin && (
            <IconButton
              label={t('pins.unpin')}
              icon={<PinOff />}
              tipSide="left"
              onClick={(event) => {
                focusBeside(event);
                onUnpin(hit);
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The row goes with what was pressed in it: the focus moves to the next one, else to the one before, else to the panel. */
function focusBeside({ currentTarget }: MouseEvent<HTMLElement>): void {
  const row = currentTarget.closest('li');
  const beside = row?.nextElementSibling ?? row?.previousElementSibling ?? null;
  const next = beside?.querySelector<HTMLElement>('[data-result]') ?? currentTarget.closest<HTMLElement>('[data-pins]');
  next?.focus();
}
