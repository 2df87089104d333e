import type { TFunction } from 'i18next';
import { fileWords } from '../attachments/fileWords';
import type { MessageRow, NamedFile } from '../view';
import { plainPreview } from './plainPreview';

/** What a message says, in a line, where it may be read without being seen: its files, then its words. */
export function rowWords({ text, attachments }: Pick<MessageRow, 'text' | 'attachments'>, t: TFunction): string {
  return [fileWords(attachments, t), plainPreview(text)].filter(Boolean).join(' · ');
}

/** What a list or a quote shows of a message: its words; without any, what its files are. */
export function quoteWords({ text, files }: { text: string; files: readonly NamedFile[] }, t: TFunction): string {
  return plainPreview(text) || fileWords(files, t);
}
