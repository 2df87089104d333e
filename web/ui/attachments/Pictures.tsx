import { ImageOff } from 'lucide-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import type { AttachmentItem } from '../view';
import { FilesContext } from './FilesContext';
import { NotHere } from './NotHere';
import { UploadState } from './UploadState';
import { useSteadyUrl } from './useSteadyUrl';

/** In rem. */
const widest = 20;
const highest = 20;
const narrowest = 7;
const mostInTwoColumns = 4;

type Props = { pictures: readonly AttachmentItem[]; seq: number | null; rowKey: string };

/** The pictures of a message: one as it is, several as squares. Their places are known before they are loaded, so that nothing jumps. */
export function Pictures({ pictures, seq, rowKey }: Props) {
  const [first] = pictures;
  if (first && pictures.length === 1) {
    const { width, ratio } = placeOf(first);
    return (
      <div className="max-w-full" style={{ width: `${width}rem` }}>
        <Picture picture={first} {...{ seq, rowKey }} ratio={ratio} />
      </div>
    );
  }
  return (
    <div className={classNames('grid w-80 max-w-full gap-1', pictures.length <= mostInTwoColumns ? 'grid-cols-2' : 'grid-cols-3')}>
      {pictures.map((picture, index) => {
        const isWide = index === 0 && pictures.length === 3;
        return (
          // By place: a picture that is sent keeps its element, and is not loaded again.
          <div key={index} className={isWide ? 'col-span-2' : undefined}>
            <Picture {...{ picture, seq, rowKey }} ratio={isWide ? 2 : 1} />
          </div>
        );
      })}
    </div>
  );
}

/** How large one picture is shown: whole where that is sensible, cut where it is a thin line. */
function placeOf({ width, height }: AttachmentItem): { width: number; ratio: number } {
  const ratio = width && height ? Math.min(3, Math.max(0.5, width / height)) : 4 / 3;
  const natural = width ? Math.max(narrowest, width / 16) : widest;
  return { width: Math.min(widest, highest * ratio, natural), ratio };
}

type PictureProps = { picture: AttachmentItem; seq: number | null; rowKey: string; ratio: number };

/** One picture in a place of its own shape; a press shows it large. */
export function Picture({ picture, seq, rowKey, ratio }: PictureProps) {
  const { t } = useTranslation();
  const { onOpen } = useContext(FilesContext);
  const [loadedUrl, setLoadedUrl] = useState<string | null>(null);
  const { thumbnailUrl, urlExpiresAt, fileName } = picture;
  const { url, onError } = useSteadyUrl({ url: thumbnailUrl, urlExpiresAt, seq });
  return (
    <div className="relative overflow-hidden rounded-[0.875rem] bg-black/5 dark:bg-black/25" style={{ aspectRatio: ratio }}>
      <button
        type="button"
        aria-label={t('files.open', { name: fileName })}
        onClick={() => onOpen(picture.key)}
        className="block size-full outline-offset-[-3px]"
      >
        {url ? (
          <img
            src={url}
            alt=""
            draggable={false}
            decoding="async"
            onError={onError}
            onLoad={() => setLoadedUrl(url)}
            className={classNames('size-full object-cover transition-opacity', loadedUrl === url ? 'opacity-100' : 'opacity-0')}
          />
        ) : (
          picture.upload === null && <NotHere icon={<ImageOff />} />
        )}
      </button>
      {picture.upload !== null && <UploadState upload={picture.upload} {...{ fileName, rowKey }} className="absolute! inset-0 m-auto" />}
    </div>
  );
}
