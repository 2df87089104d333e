import type { AttachmentFieldsFragment } from '../../generated/graphql';
import type { QueuedFile } from '../../live/outbox-item';
import type { AttachmentItem, MessageRow } from '../../ui/view';

export function storedFile(attachment: AttachmentFieldsFragment): AttachmentItem {
  const { __typename: _typename, id, urlExpiresAt, ...rest } = attachment;
  return { ...rest, key: id, urlExpiresAt: urlExpiresAt === null ? null : Date.parse(urlExpiresAt), upload: null };
}

/** A file that waits on this device. `url`: where its bytes are shown from; null while they are not read yet. */
export function queuedFile(file: QueuedFile, url: string | null, failed: boolean): AttachmentItem {
  const { fileId, kind, fileName, contentType, size, width, height, durationMs, waveform } = file;
  const thumbnailUrl = kind === 'IMAGE' ? url : null;
  const measures = { width, height, durationMs, waveform };
  return {
    key: fileId,
    kind,
    fileName,
    contentType,
    size,
    url,
    thumbnailUrl,
    urlExpiresAt: null,
    ...measures,
    upload: failed ? null : 'waiting',
  };
}

/** The rows with how far their files are on their way: apart from them, since it changes many times a second. */
export function withProgress(rows: MessageRow[], progress: ReadonlyMap<string, number>): MessageRow[] {
  if (progress.size === 0) return rows;
  return rows.map((row) => {
    if (row.status !== 'pending' || !row.attachments.some(({ key }) => progress.has(key))) return row;
    return { ...row, attachments: row.attachments.map((file) => ({ ...file, upload: progress.get(file.key) ?? file.upload })) };
  });
}
