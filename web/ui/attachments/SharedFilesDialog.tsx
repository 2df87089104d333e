import { Tabs } from 'radix-ui';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import { ErrorState } from '../basics/ErrorState';
import { Modal } from '../basics/Modal';
import { lazyPart } from '../basics/lazyPart';
import type { SharedFilesDialogProps } from '../props';
import type { AttachmentKind } from '../view';
import { FilesContext } from './FilesContext';
import { OtherFile } from './MessageFiles';
import { Picture } from './Pictures';

const Lightbox = lazyPart('over', () => import('./Lightbox').then(({ Lightbox }) => Lightbox));
const kinds: readonly AttachmentKind[] = ['IMAGE', 'VIDEO', 'AUDIO', 'FILE'];

/** All that was shared in a conversation, by kind. Mounted while it is open. */
export function SharedFilesDialog(props: SharedFilesDialogProps) {
  const { t } = useTranslation();
  const { kind, onKind, onClose, onStale } = props;
  const [shownKey, setShownKey] = useState<string | null>(null);
  const actions = useMemo(() => ({ onOpen: setShownKey, onStale, onCancelSend: () => undefined, attempt: 0 }), [onStale]);
  const pictures = props.files.map(({ file, seq }) => ({ picture: file, seq, title: file.fileName, at: null, text: '' }));
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={t('gallery.title')}>
      <FilesContext value={actions}>
        <Tabs.Root
          value={kind}
          onValueChange={(next) => onKind(kinds.find((each) => each === next) ?? 'IMAGE')}
          className="flex min-h-72 flex-col gap-4"
        >
          <Tabs.List aria-label={t('gallery.title')} className="flex gap-1 overflow-x-auto rounded-full bg-sunken p-1">
            {kinds.map((each) => (
              <Tabs.Trigger
                key={each}
                value={each}
                className="min-h-9 flex-1 rounded-full px-3 text-sm font-medium whitespace-nowrap text-muted data-[state=active]:bg-surface data-[state=active]:text-ink data-[state=active]:shadow-soft"
              >
                {t(`gallery.${each}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Tabs.Content value={kind} className="flex flex-1 flex-col outline-offset-4">
            <FilesOfKind {...props} />
          </Tabs.Content>
        </Tabs.Root>
        {shownKey !== null && (
          <Suspense fallback={null}>
            <Lightbox pictures={pictures} shownKey={shownKey} onShow={setShownKey} />
          </Suspense>
        )}
      </FilesContext>
    </Modal>
  );
}

function FilesOfKind({ kind, files, loading, error, onRetry, hasMore, onLoadMore }: SharedFilesDialogProps) {
  const { t } = useTranslation();
  if (files.length === 0) {
    if (error) return <ErrorState text={error} onRetry={onRetry} />;
    if (loading) return <div role="status" aria-label={t('ui.loading')} className="shimmer h-24 rounded-2xl!" />;
    return <p className="m-auto p-6 text-center text-muted">{t('gallery.empty')}</p>;
  }
  return (
    <>
      <ul className={kind === 'IMAGE' ? 'grid grid-cols-3 gap-1' : 'flex flex-col gap-2'}>
        {files.map(({ file, seq }) => (
          <li key={file.key}>
            {kind === 'IMAGE' ? (
              <Picture picture={file} seq={seq} rowKey={file.key} ratio={1} />
            ) : (
              <OtherFile file={file} seq={seq} rowKey={file.key} place={0} />
            )}
          </li>
        ))}
      </ul>
      {error && <p className="pt-3 text-center text-sm text-danger">{error}</p>}
      {hasMore && (
        <Button tone="quiet" className="mt-3 w-full" pending={loading} onClick={onLoadMore}>
          {t('gallery.more')}
        </Button>
      )}
    </>
  );
}
