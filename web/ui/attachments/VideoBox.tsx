import { VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AttachmentItem } from '../view';
import { NotHere } from './NotHere';
import { UploadState } from './UploadState';
import { useSteadyUrl } from './useSteadyUrl';

/** A film, played by the browser's own player. Without its measures it has the place of a usual one, and is shown whole within. */
export function VideoBox({ video, seq, rowKey }: { video: AttachmentItem; seq: number | null; rowKey: string }) {
  const { t } = useTranslation();
  const { url, onError } = useSteadyUrl({ ...video, seq });
  const { width, height, fileName, thumbnailUrl } = video;
  const ratio = width && height ? Math.min(2, Math.max(0.6, width / height)) : 16 / 9;
  return (
    <div
      className="relative max-w-full overflow-hidden rounded-[0.875rem] bg-black text-white"
      style={{ aspectRatio: ratio, width: `${Math.min(22, 20 * ratio)}rem` }}
    >
      {url ? (
        // Only its beginning is loaded before it is played.
        <video
          src={url}
          poster={thumbnailUrl ?? undefined}
          controls={video.upload === null}
          playsInline
          preload="metadata"
          aria-label={t('files.videoNamed', { name: fileName })}
          onError={onError}
          className="size-full object-contain"
        />
      ) : (
        video.upload === null && <NotHere icon={<VideoOff />} />
      )}
      {video.upload !== null && <UploadState upload={video.upload} {...{ fileName, rowKey }} className="absolute! inset-0 m-auto" />}
    </div>
  );
}
