import type { QueryFilter, Types } from 'mongoose';
import type { UploadPurpose } from '../../generated/schema-types.js';
import { badUserInput, conflict, notFound } from '../../graphql/errors.js';
import type { Attachment } from './attachment.model.js';
import { mediaHooks } from './media.hooks.js';
import { endedStates, UploadModel, type Upload } from './upload.model.js';

/** Whoever has claimed an upload and not used it by then has given up, or is gone. Longer than any write takes that follows a claim. */
const staleClaimMs = 2 * 60_000;
/** What is about to be taken out of use is looked after so much later, if whoever takes it out is gone. */
const releaseAfterMs = 2 * 60_000;

export interface ClaimRequest {
  readonly ownerId: Types.ObjectId;
  readonly ids: readonly Types.ObjectId[];
  readonly purpose: UploadPurpose;
  /** The one use: the same when it is tried again. */
  readonly by: string;
  /** Whose they will be. */
  readonly conversationId?: Types.ObjectId;
  /** The argument that names them, for errors. */
  readonly field: string;
}

/**
 * Claims uploads for one use, which writes them down somewhere and then confirms; nobody else gets them meanwhile. Answers in the order of the ids.
 * A claim that is not followed by its use ends by itself. Throws NOT_FOUND for what is not the owner's, BAD_USER_INPUT (field, INVALID) for
 * another purpose or what is not complete, CONFLICT (field) for what is used already.
 */
export async function claimUploads(request: ClaimRequest): Promise<Attachment[]> {
  const { ownerId, ids, by, conversationId, field } = request;
  const found = await findOwned(request);
  await freeStaleClaims(found.filter(({ claim }) => claim && claim.by !== by));
  const { matchedCount } = await UploadModel.updateMany(
    { _id: { $in: [...ids] }, ownerId, state: 'READY', $or: [{ claim: { $exists: false } }, { 'claim.by': by }] },
    { $set: { claim: { by, at: new Date() }, ...(conversationId && { conversationId }) } },
  );
  if (matchedCount < ids.length) throw conflict(field, 'An upload is used once, and this one is in use.');
  return found.map(({ attachment }) => attachment).filter((attachment) => attachment !== undefined);
}

async function findOwned({ ownerId, ids, purpose, field }: ClaimRequest): Promise<Upload[]> {
  const uploads = await UploadModel.find({ _id: { $in: [...ids] }, ownerId })
    .readConcern('local')
    .lean<Upload[]>();
  const byId = new Map(uploads.map((upload) => [upload._id.toHexString(), upload]));
  return ids.map((id) => {
    const upload = byId.get(id.toHexString());
    if (!upload || endedStates.includes(upload.state)) throw notFound('upload');
    if (upload.purpose !== purpose) throw badUserInput(field, 'INVALID', `This upload has another purpose than ${purpose}.`);
    if (upload.state === 'USED') throw conflict(field, 'An upload is used once, and this one is in use.');
    if (!upload.attachment) throw badUserInput(field, 'INVALID', 'Complete the upload first (completeUpload).');
    return upload;
  });
}

export const isStale = ({ at }: { readonly at: Date }, afterMs = staleClaimMs): boolean => Date.now() - at.getTime() > afterMs;

/** Ends the claims that were not followed by a use. */
export async function freeStaleClaims(uploads: readonly Upload[]): Promise<void> {
  const stale = uploads.filter(({ claim }) => claim && isStale(claim));
  if (stale.length === 0) return;
  const used = await mediaHooks.findUsed(stale);
  await Promise.all(
    stale
      .filter(({ _id }) => !used.has(_id.toHexString()))
      .map(({ _id, claim }) =>
        UploadModel.updateOne({ _id, state: 'READY', 'claim.at': claim?.at }, { $unset: { claim: 1, conversationId: 1 } }),
      ),
  );
}

/** They are written down where they are used. What a crash leaves out here, the sweeper finds out. */
export async function confirmClaims(ids: readonly Types.ObjectId[], by: string, conversationId?: Types.ObjectId): Promise<void> {
  await UploadModel.updateMany(
    { _id: { $in: [...ids] }, state: 'READY', 'claim.by': by },
    { $set: { state: 'USED', ...(conversationId && { conversationId }) }, $unset: { sweepAt: 1 } },
  );
}

/**
 * Before a message, person or group lets go of them. Afterwards comes discardUploads; what a crash between the two leaves, the sweeper takes away, or keeps
 * where they were not let go of after all.
 */
export async function expectRelease(ids: readonly Types.ObjectId[]): Promise<void> {
  if (ids.length === 0) return;
  const used: QueryFilter<Upload> = { _id: { $in: [...ids] }, state: { $in: ['READY', 'USED'] } };
  await UploadModel.updateMany(used, { $set: { sweepAt: new Date(Date.now() + releaseAfterMs) } });
}
