import type { TFunction } from 'i18next';
import type { NamedFile } from '../view';

/** Minutes and seconds, as on a player: 0:07, 12:30. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A size as people read it, in steps of 1,000: 0.1 kB, 840 kB, 2.4 MB. */
export function fileSize(bytes: number, language: string): string {
  const isLarge = bytes >= 999_500;
  const value = isLarge ? bytes / 1_000_000 : Math.max(0.1, bytes / 1_000);
  const unit = isLarge ? 'megabyte' : 'kilobyte';
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}

export const isVoice = ({ kind, waveform }: NamedFile): boolean => kind === 'AUDIO' && waveform !== null && waveform.length > 0;

/** What one file is, in a line: "🎤 Voice message, 0:12". */
function wordsOfOne(file: NamedFile, t: TFunction): string {
  const time = file.durationMs === null ? '' : `, ${clock(file.durationMs)}`;
  if (file.kind === 'IMAGE') return `📷 ${t('files.picture')}`;
  if (file.kind === 'VIDEO') return `🎬 ${t('files.video')}${time}`;
  if (isVoice(file)) return `🎤 ${t('files.voice')}${time}`;
  return `${file.kind === 'AUDIO' ? '🎵' : '📄'} ${file.fileName}`;
}

/** What the files of a message are, in a line; empty where there are none. */
export function fileWords(files: readonly NamedFile[], t: TFunction): string {
  const [first] = files;
  if (!first) return '';
  if (files.length === 1) return wordsOfOne(first, t);
  if (files.every(({ kind }) => kind === 'IMAGE')) return `📷 ${t('files.pictures', { count: files.length })}`;
  return `📎 ${t('files.files', { count: files.length })}`;
}
