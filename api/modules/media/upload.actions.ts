import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { CreateUploadInput } from '../../generated/schema-types.js';
import { conflict, notFound } from '../../graphql/errors.js';
import type { Attachment } from './attachment.model.js';
import { maxUnusedBytes, maxUnusedUploads, ticketLifeMs, unusedLifeMs } from './media.limits.js';
import { mediaHooks } from './media.hooks.js';
import { requireStore, storeForNew, type Checked, type Ticket } from './media-store.js';
import { accessUpload, findOwnUpload } from './upload.access.js';
import { freeStaleClaims } from './upload.claims.js';
import { discardUploads } from './upload.discard.js';
import { cleanSound, cleanUpload, type Sound } from './upload.input.js';
import { UploadModel, type Upload, type UploadState } from './upload.model.js';
import { InvalidUpload, isUploadRefusal } from './upload.refusals.js';

/** What was refused is told again for so long. */
const invalidLifeMs = 60 * 60_000;
const unusedStates: UploadState[] = ['PENDING', 'RECEIVED', 'READY', 'INVALID'];

export interface UploadTicket extends Ticket {
  readonly id: string;
  readonly expiresAt: Date;
}

/**
 * A ticket to send the bytes with. Throws BAD_USER_INPUT (fileName, contentType, size), CONFLICT (size, TOO_MANY) for who has more than 100 uploads or
 * 250 MB that nothing uses yet.
 */
export async function createUpload(viewer: ViewerIdentity, input: CreateUploadInput): Promise<UploadTicket> {
  const createdAt = new Date();
  const upload: Upload = {
    ...cleanUpload(input),
    _id: new Types.ObjectId(),
    ownerId: new Types.ObjectId(viewer.userId),
    state: 'PENDING',
    store: storeForNew(),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + ticketLifeMs),
    sweepAt: new Date(createdAt.getTime() + unusedLifeMs),
  };
  await UploadModel.collection.insertOne(upload);
  // Afterwards, so that of several at once none is overlooked.
  await refuseTooMany(upload);
  const ticket = requireStore(upload.store).makeTicket(upload);
  return { ...ticket, id: upload._id.toHexString(), expiresAt: upload.expiresAt };
}

async function refuseTooMany({ _id, ownerId }: Upload): Promise<void> {
  const unused = await UploadModel.find({ ownerId, state: { $in: unusedStates } }, { state: 1, size: 1 })
    .limit(maxUnusedUploads + 1)
    .readConcern('local')
    .lean<Pick<Upload, 'state' | 'size'>[]>();
  const bytes = unused.reduce((sum, { state, size }) => (state === 'INVALID' ? sum : sum + size), 0);
  if (unused.length <= maxUnusedUploads && bytes <= maxUnusedBytes) return;
  await UploadModel.deleteOne({ _id, state: 'PENDING' });
  throw conflict(
    'size',
    'Too many uploads are waiting to be used: use or cancel some first. What is not used goes after 24 hours.',
    'TOO_MANY',
  );
}

/** In this process a file is checked once at a time; others are met by the condition of the write. */
const checking = new Map<string, Promise<Attachment>>();

/**
 * Checks the bytes and makes the upload usable. Repeated: the same answer. Throws BAD_USER_INPUT (durationMs, waveform), NOT_FOUND (also where it was used in
 * a conversation that the viewer has left), UPLOAD_INVALID with
 * its reason (upload.refusals.ts), RATE_LIMITED when too many pictures wait, UNAVAILABLE when Cloudinary is away.
 */
export async function completeUpload(
  viewer: ViewerIdentity,
  uploadId: string,
  durationMs: number | null | undefined,
  waveform: readonly number[] | null | undefined,
): Promise<Attachment> {
  const sound = cleanSound(durationMs, waveform);
  const upload = await accessUpload(viewer, uploadId);
  // The answer brings a new address: whoever has left gets none, not even of the own file.
  if (upload.conversationId) await mediaHooks.requireMember(viewer, upload.conversationId.toHexString());
  const id = upload._id.toHexString();
  const running = checking.get(id) ?? complete(upload, sound).finally(() => checking.delete(id));
  checking.set(id, running);
  return running;
}

async function complete(upload: Upload, sound: Sound): Promise<Attachment> {
  const { _id, state, attachment, reason } = upload;
  if (attachment && (state === 'READY' || state === 'USED')) {
    // Asked again, maybe because the answer before was lost with its process: what came in must not stay behind.
    await requireStore(upload.store).dropReceived(upload);
    return attachment;
  }
  if (state === 'INVALID' && reason !== undefined && isUploadRefusal(reason)) throw new InvalidUpload(reason);
  const store = requireStore(upload.store);
  let checked: Checked;
  try {
    checked = addSound(await store.check(upload), sound);
  } catch (error) {
    if (error instanceof InvalidUpload && error.reason !== 'NOT_RECEIVED') await refuse(upload, error);
    throw error;
  }
  const ready = await UploadModel.findOneAndUpdate(
    { _id, state },
    { $set: { ...checked, state: 'READY' } },
    { returnDocument: 'after' },
  ).lean<Upload>();
  if (ready) {
    await store.dropReceived(ready);
    return checked.attachment;
  }
  // Another process was faster, or it was cancelled.
  await store.dropChecked(upload, checked);
  const now = await findOwnUpload({ userId: upload.ownerId.toHexString() }, _id.toHexString());
  if (!now?.attachment) throw notFound('upload');
  return now.attachment;
}

async function refuse({ _id, state, ...upload }: Upload, { reason }: InvalidUpload): Promise<void> {
  // Cloudinary takes the ticket as long as it is good: it is looked after again when it has ended.
  const sweepAt = new Date(Math.max(Date.now() + invalidLifeMs, upload.expiresAt.getTime()));
  const { modifiedCount } = await UploadModel.updateOne({ _id, state }, { $set: { state: 'INVALID', reason, sweepAt } });
  // Where the store is away, the sweeper takes the file; the refusal is told in any case.
  if (modifiedCount === 1)
    await requireStore(upload.store)
      .remove({ _id, state, ...upload })
      .catch(() => undefined);
}

/** How long it is and how loud, as its maker says: for what can be heard. What Cloudinary has measured is more certain. */
function addSound({ attachment, ...rest }: Checked, { durationMs, waveform }: Sound): Checked {
  const isHeard = attachment.kind === 'AUDIO' || attachment.kind === 'VIDEO';
  if (!isHeard) return { attachment, ...rest };
  return {
    attachment: { ...attachment, durationMs: attachment.durationMs ?? durationMs, waveform: attachment.kind === 'AUDIO' ? waveform : null },
    ...rest,
  };
}

/** What is not there, or not the viewer's, needs no cancelling. Throws CONFLICT (id) for what is in use. */
export async function cancelUpload(viewer: ViewerIdentity, uploadId: string): Promise<void> {
  const upload = await findOwnUpload(viewer, uploadId);
  if (!upload) return;
  await freeStaleClaims([upload]);
  const wasDiscarded = await discardUploads([upload._id], { state: { $in: unusedStates }, claim: { $exists: false } });
  if (!wasDiscarded) throw conflict('id', 'This upload is in use.');
}
