import type { Types } from 'mongoose';
import { UploadModel } from './upload.model.js';

/** Before a message that carries them is reported: when they are let go of, they are kept for as long as a report needs them. */
export async function expectReportedFiles(ids: readonly Types.ObjectId[]): Promise<void> {
  if (ids.length > 0) await UploadModel.updateMany({ _id: { $in: [...ids] } }, { $set: { isReported: true } });
}

/** After a report was resolved. The next sweep takes what no other report keeps; where there is none, as at the command line, that of a server. */
export async function releaseReportedFiles(ids: readonly Types.ObjectId[]): Promise<void> {
  if (ids.length > 0) await UploadModel.updateMany({ _id: { $in: [...ids] }, state: 'REPORTED' }, { $set: { sweepAt: new Date() } });
}
