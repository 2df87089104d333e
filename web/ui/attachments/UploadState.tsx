import { Clock, X } from 'lucide-react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { FilesContext } from './FilesContext';

type Props = { upload: number | 'waiting'; fileName: string; rowKey: string; className?: string };

const radius = 18;
const around = 2 * Math.PI * radius;

/** How far a file is on its way, as a ring around the button that stops it. */
export function UploadState({ upload, fileName, rowKey, className }: Props) {
  const { t } = useTranslation();
  const { onCancelSend } = useContext(FilesContext);
  const share = upload === 'waiting' ? 0 : Math.min(1, upload);
  return (
    <span className={classNames('relative flex size-11 shrink-0 items-center justify-center', className)}>
      <svg
        role="progressbar"
        aria-label={t(upload === 'waiting' ? 'files.waiting' : 'files.sending', { name: fileName })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={upload === 'waiting' ? undefined : Math.round(share * 100)}
        viewBox="0 0 40 40"
        className="absolute inset-0 -rotate-90"
      >
        <circle cx="20" cy="20" r={radius} fill="rgb(8 20 36 / 0.6)" stroke="rgb(255 255 255 / 0.3)" strokeWidth="2.5" />
        <circle
          cx="20"
          cy="20"
          r={radius}
          fill="none"
          stroke="white"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - share)}
          className="transition-[stroke-dashoffset]"
        />
      </svg>
      <button
        type="button"
        aria-label={t('files.stop', { name: fileName })}
        onClick={() => onCancelSend(rowKey)}
        className="group/stop relative flex size-11 items-center justify-center rounded-full text-white"
      >
        {upload === 'waiting' && <Clock aria-hidden className="size-4 group-hover/stop:hidden group-focus-visible/stop:hidden" />}
        <X
          aria-hidden
          className={classNames('size-4', upload === 'waiting' && 'hidden group-hover/stop:block group-focus-visible/stop:block')}
        />
      </button>
    </span>
  );
}
