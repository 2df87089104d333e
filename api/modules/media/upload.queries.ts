import type { Types } from 'mongoose';
import type { ShownAttachment } from './attachment.model.js';
import { presentStates, reportableStates, UploadModel, type Upload } from './upload.model.js';

/**
 * Files of a reported message, by id in hex: those that can still be handed out. Of what was deleted with the message, that is those that a report which is
 * not resolved yet keeps, and only to who looks at such a report.
 */
export async function findReportedFiles(
  ids: readonly Types.ObjectId[],
  { isResolved }: { readonly isResolved: boolean },
): Promise<ReadonlyMap<string, ShownAttachment>> {
  if (ids.length === 0) return new Map();
  const state = { $in: isResolved ? presentStates : reportableStates };
  const uploads = await UploadModel.find({ _id: { $in: [...ids] }, state }, { attachment: 1, state: 1 })
    .readConcern('local')
    .lean<Pick<Upload, '_id' | 'attachment' | 'state'>[]>();
  return new Map(
    uploads.flatMap((upload) => (upload.attachment ? [[upload._id.toHexString(), shown(upload.attachment, upload)] as const] : [])),
  );
}

const shown = (attachment: ShownAttachment, { state }: Pick<Upload, 'state'>): ShownAttachment =>
  state === 'REPORTED' ? { ...attachment, forReport: true } : attachment;
