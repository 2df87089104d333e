import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, forbidden, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { freshName, makeFolder, removeFolder } from './local-files.js';
import { isGranted } from './media-keys.js';
import { endedStates, UploadModel, type Upload } from './upload.model.js';
import { InvalidUpload } from './upload.refusals.js';

/** What a ticket lets in. */
export interface UploadIntake {
  readonly ownerId: string;
  /** Bytes; null: they are here already, and come in vain. */
  readonly size: number | null;
  /** Takes the file, to its end. An iteration that throws was cut off: then it may be sent again. */
  save(file: AsyncIterable<Buffer>): Promise<void>;
}

async function saveNothing(file: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of file);
}

/**
 * Reads a ticket for this server's own folder. Throws FORBIDDEN for fields that were not made here or have ended, NOT_FOUND where the upload
 * is gone. Repeated after its bytes are here, it changes nothing.
 */
export async function admitUpload(uploadId: string, fields: ReadonlyMap<string, string>): Promise<UploadIntake> {
  const id = parseId(uploadId)?.toHexString();
  if (id === undefined) throw notFound('upload');
  const expires = fields.get('expires') ?? '';
  if (!isGranted(fields.get('signature') ?? '', 'upload', id, expires)) throw forbidden('This is no ticket for this upload.');
  if (!(Number(expires) > Date.now())) throw forbidden('The ticket has ended: ask for another (createUpload).');
  const upload = await UploadModel.findById(id).readConcern('local').lean<Upload>();
  if (!upload || endedStates.includes(upload.state)) throw notFound('upload');
  if (upload.state === 'INVALID') throw new AppError('CONFLICT', 'This upload was refused.', { field: 'id' });
  const ownerId = upload.ownerId.toHexString();
  if (upload.state !== 'PENDING') return { ownerId, size: null, save: saveNothing };
  return { ownerId, size: upload.size, save: (file) => receive(upload, file) };
}

/** Under a name of its own: whoever else sends the same at the same time is in nobody's way, and the first that is whole counts. */
async function receive({ _id, size }: Upload, file: AsyncIterable<Buffer>): Promise<void> {
  const id = _id.toHexString();
  const received = freshName('received');
  const path = join(await makeFolder(id), received);
  try {
    let bytes = 0;
    const cut = async function* (parts: AsyncIterable<Buffer>) {
      for await (const part of parts) {
        bytes += part.length;
        if (bytes > size) throw new InvalidUpload('SIZE_MISMATCH');
        yield part;
      }
      if (bytes < size) throw new InvalidUpload('SIZE_MISMATCH');
    };
    // On the disk before anybody is told so.
    await pipeline(file, cut, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
    const { modifiedCount } = await UploadModel.updateOne({ _id, state: 'PENDING' }, { $set: { state: 'RECEIVED', received } });
    if (modifiedCount === 0) await giveUp(_id, path);
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof InvalidUpload)
      await UploadModel.updateOne({ _id, state: 'PENDING' }, { $set: { state: 'INVALID', reason: error.reason } });
    throw error;
  }
}

/** Somebody else was faster, or the upload was cancelled meanwhile: then nothing may be left of it. */
async function giveUp(_id: Upload['_id'], path: string): Promise<void> {
  await rm(path, { force: true });
  const isThere = await UploadModel.exists({ _id, state: { $ne: 'DELETING' } });
  if (isThere) return;
  await removeFolder(_id.toHexString());
  throw notFound('upload');
}
