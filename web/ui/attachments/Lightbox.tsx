import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { momentOf } from '../basics/dates';
import { returnFocus } from '../basics/returnFocus';
import { useLanguage } from '../basics/useLanguage';
import { useNow } from '../basics/useNow';
import type { AttachmentItem } from '../view';
import { useSteadyUrl } from './useSteadyUrl';
import { useZoom, zoomStep } from './useZoom';

/** `title`: who sent it, or what it is called. */
export type ShownPicture = { picture: AttachmentItem; seq: number | null; title: string; at: number | null; text: string };
type Props = { pictures: readonly ShownPicture[]; shownKey: string; onShow: (key: string | null) => void };

const panPx = 60;
const buttonLook =
  'flex size-11 items-center justify-center rounded-full bg-[rgb(8_20_36/0.55)] text-white hover:bg-[rgb(8_20_36/0.85)] disabled:opacity-30 focus-visible:outline-white [&_svg]:size-5';

/** One picture as large as the screen, and from it to all others that are loaded. */
export function Lightbox({ pictures, shownKey, onShow }: Props) {
  const found = pictures.findIndex(({ picture }) => picture.key === shownKey);
  // A picture that was just sent has another key now; one that was deleted is gone.
  const isGone = found < 0;
  useEffect(() => {
    if (isGone) onShow(null);
  }, [isGone, onShow]);
  const shown = pictures[found];
  if (!shown) return null;
  const keyAt = (index: number) => pictures[index]?.picture.key ?? null;
  return (
    <LightboxDialog
      {...shown}
      position={{ at: found + 1, of: pictures.length }}
      onPrevious={keyAt(found - 1) === null ? null : () => onShow(keyAt(found - 1))}
      onNext={keyAt(found + 1) === null ? null : () => onShow(keyAt(found + 1))}
      onClose={() => onShow(null)}
    />
  );
}

type DialogProps = ShownPicture & {
  position: { at: number; of: number };
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  onClose: () => void;
};

function LightboxDialog({ picture, seq, title, at, text, position, onPrevious, onNext, onClose }: DialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const zoom = useZoom(picture.key);

  const byKey = (event: KeyboardEvent) => {
    const pan = { ArrowLeft: [panPx, 0], ArrowRight: [-panPx, 0], ArrowUp: [0, panPx], ArrowDown: [0, -panPx] }[event.key];
    if (event.key === '+' || event.key === '=') zoom.by(zoomStep);
    else if (event.key === '-') zoom.by(1 / zoomStep);
    else if (event.key === '0') zoom.reset();
    else if (pan && zoom.scale > 1) zoom.move(pan[0] ?? 0, pan[1] ?? 0);
    else if (event.key === 'ArrowLeft') onPrevious?.();
    else if (event.key === 'ArrowRight') onNext?.();
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-modal
          aria-describedby={undefined}
          onKeyDown={byKey}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-0 z-50 flex animate-fade flex-col bg-[rgb(6_12_22/0.97)] text-white outline-none"
        >
          <header className="z-10 flex items-center gap-2 p-3 pt-[max(0.75rem,env(safe-area-inset-top))]">
            <div className="min-w-0 flex-1 pl-1">
              <Dialog.Title asChild>
                <h1 className="truncate text-sm font-semibold">
                  <bdi>{title}</bdi>
                  <span className="sr-only">: {picture.fileName}</span>
                </h1>
              </Dialog.Title>
              <p className="text-xs text-white/80">
                {[position.of > 1 && t('lightbox.position', position), at !== null && momentOf(at, now, language)]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <button
              type="button"
              aria-label={t('lightbox.smaller')}
              disabled={zoom.scale <= 1}
              onClick={() => zoom.by(1 / zoomStep)}
              className={`${buttonLook} coarse:hidden`}
            >
              <ZoomOut aria-hidden />
            </button>
            <button
              type="button"
              aria-label={t('lightbox.larger')}
              disabled={zoom.isLargest}
              onClick={() => zoom.by(zoomStep)}
              className={`${buttonLook} coarse:hidden`}
            >
              <ZoomIn aria-hidden />
            </button>
            {picture.url && (
              <a
                href={picture.url}
                download={picture.fileName}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={t('files.save')}
                className={buttonLook}
              >
                <Download aria-hidden />
              </a>
            )}
            <Dialog.Close aria-label={t('ui.close')} className={buttonLook}>
              <X aria-hidden />
            </Dialog.Close>
          </header>
          <div className="relative min-h-0 flex-1 overflow-hidden">
            <div {...zoom.surface} className="absolute inset-0 flex touch-none items-center justify-center p-2">
              <LargePicture key={picture.key} picture={picture} seq={seq} transform={zoom.transform} />
            </div>
            {onPrevious && (
              <SideButton side="left" label={t('lightbox.previous')} onPress={onPrevious} icon={<ChevronLeft aria-hidden />} />
            )}
            {onNext && <SideButton side="right" label={t('lightbox.next')} onPress={onNext} icon={<ChevronRight aria-hidden />} />}
          </div>
          <footer className="min-h-4 px-6 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] text-center">
            {text !== '' && <p className="mx-auto line-clamp-3 max-w-2xl text-sm break-anywhere">{text}</p>}
          </footer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The small picture is there at once; the large one lies over it when it has come. */
function LargePicture({ picture, seq, transform }: { picture: AttachmentItem; seq: number | null; transform: string }) {
  const { t } = useTranslation();
  const { fileName, url, thumbnailUrl, urlExpiresAt, width, height } = picture;
  const small = useSteadyUrl({ url: thumbnailUrl, urlExpiresAt, seq });
  const large = useSteadyUrl({ url, urlExpiresAt, seq });
  const [loaded, setLoaded] = useState(false);
  if (!small.url && !large.url) return <p className="text-sm text-white/85">{t('files.notHere')}</p>;
  const look = 'absolute inset-0 m-auto max-h-full max-w-full object-contain select-none';
  return (
    <div className="relative size-full" style={{ transform }}>
      {small.url && !loaded && (
        <img
          src={small.url}
          alt=""
          draggable={false}
          onError={small.onError}
          width={width ?? undefined}
          height={height ?? undefined}
          className={look}
        />
      )}
      {large.url && (
        <img src={large.url} alt={fileName} draggable={false} onError={large.onError} onLoad={() => setLoaded(true)} className={look} />
      )}
    </div>
  );
}

function SideButton({ side, label, icon, onPress }: { side: 'left' | 'right'; label: string; icon: ReactNode; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onPress}
      className={`${buttonLook} absolute! top-1/2 -translate-y-1/2 ${side === 'left' ? 'left-2' : 'right-2'}`}
    >
      {icon}
    </button>
  );
}
