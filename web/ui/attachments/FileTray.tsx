import { FileText, Mic, Music, TriangleAlert, Video, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { useLanguage } from '../basics/useLanguage';
import type { ChosenFile } from '../view';
import { clock, fileSize, isVoice } from './fileWords';

/** What was chosen for the next message, above its words: each can be taken out again; what cannot be sent says why. */
export function FileTray({ files, onRemove }: { files: ChosenFile[]; onRemove: (key: string) => void }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t('files.chosen')} className="flex gap-2 overflow-x-auto px-3 pt-3 pb-1.5 first:rounded-t-[1.5625rem]">
      {files.map((file) => (
        <ChosenFileCard key={file.key} file={file} onRemove={() => onRemove(file.key)} />
      ))}
    </ul>
  );
}

function ChosenFileCard({ file, onRemove }: { file: ChosenFile; onRemove: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { fileName, size, durationMs, problem, preparing, previewUrl } = file;
  const name = isVoice(file) ? t('files.voice') : fileName;
  const about = durationMs === null ? fileSize(size, language) : clock(durationMs);
  return (
    <li
      className={classNames(
        'flex max-w-64 shrink-0 items-center gap-2 rounded-xl border p-1.5',
        problem ? 'border-danger bg-danger-soft' : 'border-line bg-sunken',
      )}
    >
      {file.kind === 'IMAGE' && previewUrl && !problem ? (
        <img src={previewUrl} alt="" className="size-12 shrink-0 rounded-lg object-cover" />
      ) : (
        <span
          className={classNames('flex size-12 shrink-0 items-center justify-center rounded-lg', problem ? 'text-danger' : 'text-muted')}
        >
          {problem ? <TriangleAlert aria-hidden className="size-5" /> : <KindIcon file={file} />}
        </span>
      )}
      <span className="min-w-0 flex-1 text-xs">
        <bdi className="block truncate font-medium">{name}</bdi>
        {problem ? (
          <span role="alert" className="line-clamp-3 text-danger break-anywhere">
            {problem}
          </span>
        ) : (
          <span className="block truncate text-muted">{preparing ? t('files.preparing') : about}</span>
        )}
      </span>
      <button
        type="button"
        aria-label={t('files.remove', { name })}
        onClick={onRemove}
        className="flex size-9 shrink-0 items-center justify-center rounded-full text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}

function KindIcon({ file }: { file: ChosenFile }) {
  const Icon = file.kind === 'VIDEO' ? Video : isVoice(file) ? Mic : file.kind === 'AUDIO' ? Music : FileText;
  return <Icon aria-hidden className="size-5" />;
}
