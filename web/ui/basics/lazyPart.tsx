import { X } from 'lucide-react';
import { Component, lazy, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { ErrorState } from './ErrorState';
import { IconButton } from './IconButton';

/** Where it is said that a part could not be loaded: in its place, or over the screen where the part is an overlay; nowhere, where the rest is whole without it. */
type Place = 'here' | 'over' | 'nowhere';

class PartNotLoaded extends Error {
  constructor(cause: unknown) {
    super('A part of the app could not be loaded.', { cause });
    this.name = 'PartNotLoaded';
  }
}

/**
 * As React's `lazy`, for a part whose code may not come: without a line, or after a new release. Then that is said, and it is loaded again when somebody asks for it or the
 * line is back. Whoever asks in vain starts the page anew: what a browser could not load once it may not ask for again, and of an older release nothing may be there any longer.
 */
export function lazyPart<Props extends object>(place: Place, load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const begin = () =>
    lazy(async () => {
      try {
        const loaded = await load();
        failures = 0;
        return { default: loaded };
      } catch (error) {
        throw new PartNotLoaded(error);
      }
    });
  let Loading = begin();
  let failures = 0;

  return function Part(props: Props) {
    // Another number draws the boundary anew, with what is loading by then.
    const [attempt, setAttempt] = useState(0);
    const retry = (isAsked: boolean) => {
      if (isAsked) failures += 1;
      if (isAsked && failures > 1) return location.reload();
      Loading = begin();
      setAttempt((before) => before + 1);
    };
    const Shown = Loading as ComponentType<Props>;
    return (
      <LoadBoundary key={attempt} failure={<LoadFailure place={place} onRetry={retry} onClose={closeOf(props)} />}>
        <Shown {...props} />
      </LoadBoundary>
    );
  };
}

/** An overlay is closed by whoever shows it. */
function closeOf(props: { onClose?: () => void }): () => void {
  return () => props.onClose?.();
}

/** Takes what could not be loaded, and nothing else. */
class LoadBoundary extends Component<{ failure: ReactNode; children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof PartNotLoaded)) throw error;
    return this.props.failure;
  }
}

function LoadFailure({ place, onRetry, onClose }: { place: Place; onRetry: (isAsked: boolean) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [isClosed, setClosed] = useState(false);
  useEffect(() => {
    const retry = () => onRetry(false);
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  });
  if (place === 'nowhere' || isClosed) return null;
  if (place === 'here') return <ErrorState text={t('ui.notLoaded')} onRetry={() => onRetry(true)} />;
  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-6 z-50 mx-auto flex w-fit max-w-[calc(100vw-2rem)] animate-appear items-center gap-2 rounded-2xl border border-line bg-raised py-2 pr-2 pl-4 shadow-lifted"
    >
      <p className="text-sm break-anywhere">{t('ui.notLoaded')}</p>
      <Button tone="plain" onClick={() => onRetry(true)} className="shrink-0">
        {t('ui.tryAgain')}
      </Button>
      <IconButton
        label={t('ui.close')}
        icon={<X />}
        onClick={() => {
          setClosed(true);
          onClose();
        }}
      />
    </div>
  );
}
