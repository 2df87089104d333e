import { Download, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../basics/useLanguage';
import type { AttachmentItem } from '../view';
import { fileSize } from './fileWords';
import { UploadState } from './UploadState';
import { useSteadyUrl } from './useSteadyUrl';

/** A file to be saved: its name, its size, and a link that saves it. */
export function FileBox({ file, seq, rowKey }: { file: AttachmentItem; seq: number | null; rowKey: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { url } = useSteadyUrl({ ...file, seq });
  const ending = /\.([^.]{1,5})$/.exec(file.fileName)?.[1]?.toUpperCase();
  const about = [ending, fileSize(file.size, language)].filter(Boolean).join(' · ');
  const look = 'flex min-h-14 w-80 max-w-full items-center gap-3 rounded-xl bg-black/5 p-1.5 pr-3 text-left dark:bg-black/20';
  const words = (
    <span className="min-w-0 flex-1">
      <bdi className="line-clamp-2 text-sm font-medium break-anywhere">{file.fileName}</bdi>
      <span className="block text-xs opacity-80">{url || file.upload !== null ? about : `${about} · ${t('files.notHere')}`}</span>
    </span>
  );
  if (file.upload !== null) {
    return (
      <div className={look}>
        <UploadState upload={file.upload} fileName={file.fileName} rowKey={rowKey} />
        {words}
      </div>
    );
  }
  const icon = (
    <span className="flex size-11 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent">
      {url ? <Download aria-hidden className="size-5" /> : <FileText aria-hidden className="size-5" />}
    </span>
  );
  if (!url) {
    return (
      <div className={look}>
        {icon}
        {words}
      </div>
    );
  }
  return (
    <a href={url} download={file.fileName} target="_blank" rel="noopener noreferrer" className={`${look} no-underline hover:bg-black/8`}>
      {icon}
      {words}
      <span className="sr-only">{t('files.save')}</span>
    </a>
  );
}
