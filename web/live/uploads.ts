import type { ApolloClient } from '@apollo/client';
import { refusalOf } from '../apollo/errors';
import { RequestRefused, type Refusal } from '../apollo/refusal';
import { uploadsChannelName } from '../apollo/storage';
import type { StoredFiles } from '../apollo/stored-files';
import { CancelUploadDocument, CompleteUploadDocument, CreateUploadDocument, sendBytes, type UploadTicket } from '../apollo/upload-bytes';
import type { DraftFiles } from './draft-files';
import type { Outbox } from './outbox';
import type { OutboxItem, QueuedFile } from './outbox-item';
import { waitingFilesOf } from '../modules/conversations/waiting-files';

/** From 0 to 1, by fileId. What is not in it waits, or is done. */
export type UploadProgress = ReadonlyMap<string, number>;
type Note = { fileId: string; share: number | null };

const tellEveryMs = 120;
/** A ticket that ends sooner is not begun with. */
const ticketReserveMs = 60_000;
/** What nothing refers to may be about to be referred to: it is left alone for so long. */
const orphanAgeMs = 60 * 60_000;
const fetchPolicy = 'no-cache';

/**
 * Uploads the files of the outbox's messages, one after the other, in the leading tab; says in all tabs how far it is; takes
 * bytes away that no message and no draft needs any more.
 */
export class Uploads {
  #progress: UploadProgress = new Map();
  #known = new Map<string, { file: QueuedFile; itemId: string }>();
  #leads = false;
  readonly #running = new Map<string, AbortController>();
  readonly #tickets = new Map<string, UploadTicket>();
  /** Files that were checked by the server while this page lives. */
  readonly #complete = new Set<string>();
  readonly #sent = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #channel: BroadcastChannel | null;
  readonly #unsubscribe: () => void;
  #toldAt = 0;

  constructor(
    private readonly client: ApolloClient,
    private readonly outbox: Outbox,
    private readonly drafts: DraftFiles,
    private readonly files: StoredFiles,
    userId: string,
  ) {
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(uploadsChannelName(userId));
    if (this.#channel) this.#channel.onmessage = ({ data }: MessageEvent<Note>) => this.#note(data);
    this.#unsubscribe = outbox.subscribe(() => this.#followOutbox());
    this.#followOutbox();
  }

  get progress(): UploadProgress {
    return this.#progress;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** This tab does the uploads from now on; what was left behind goes. */
  lead(): void {
    this.#leads = true;
    // Where nothing can be read nothing was kept.
    void this.#removeOrphans().catch(() => undefined);
  }

  /** Uploads what of the item's files is not uploaded yet, and answers with their upload ids. Rejects as requests do, and when the item was discarded. */
  async uploadAll(item: OutboxItem): Promise<string[]> {
    const abort = new AbortController();
    this.#running.set(item.id, abort);
    const uploadIds: string[] = [];
    try {
      for (const file of waitingFilesOf(item)) {
        const uploadId = await this.#upload(item.id, file, abort.signal).finally(() => this.#tell({ fileId: file.fileId, share: null }));
        uploadIds.push(uploadId);
      }
      // The last step may have ended after the message was stopped.
      abort.signal.throwIfAborted();
      return uploadIds;
    } finally {
      this.#running.delete(item.id);
    }
  }

  /** The message is stored: its files are the server's now. */
  noteSent(item: OutboxItem): void {
    for (const { fileId } of waitingFilesOf(item)) this.#sent.add(fileId);
  }

  stop(): void {
    this.#unsubscribe();
    this.#channel?.close();
    for (const abort of this.#running.values()) abort.abort();
    this.#leads = false;
  }

  async #upload(itemId: string, file: QueuedFile, signal: AbortSignal): Promise<string> {
    try {
      const known = await this.#findComplete(file);
      if (known !== null) return known;
      const blob = await this.files.read(file.fileId);
      if (!blob) throw refuse('FILE_LOST');
      const ticket = await this.#ticketFor(itemId, file);
      signal.throwIfAborted();
      this.#tell({ fileId: file.fileId, share: 0 });
      await sendBytes(ticket, blob, file.fileName, {
        signal,
        onProgress: (sent, total) => this.#tell({ fileId: file.fileId, share: total > 0 ? sent / total : 0 }),
      });
      await this.#check(file, ticket.id);
      return ticket.id;
    } catch (error) {
      throw this.#explain(file, error);
    }
  }

  /** An earlier page, or an earlier try, may have uploaded it: then it need not travel twice. */
  async #findComplete(file: QueuedFile): Promise<string | null> {
    const uploadId = this.outbox.items.flatMap(waitingFilesOf).find(({ fileId }) => fileId === file.fileId)?.uploadId ?? file.uploadId;
    if (uploadId === undefined) return null;
    if (this.#complete.has(file.fileId)) return uploadId;
    if (this.#tickets.get(file.fileId)?.id === uploadId) return null;
    try {
      await this.#check(file, uploadId);
      return uploadId;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.code !== 'NOT_FOUND' && refusal?.code !== 'UPLOAD_INVALID') throw error;
      this.#cancel(uploadId);
      return null;
    }
  }

  async #ticketFor(itemId: string, { fileId, fileName, contentType, size }: QueuedFile): Promise<UploadTicket> {
    const known = this.#tickets.get(fileId);
    if (known && Date.parse(known.expiresAt) - Date.now() > ticketReserveMs) return known;
    const input = { purpose: 'ATTACHMENT' as const, fileName, contentType, size };
    const { data } = await this.client.mutate({ mutation: CreateUploadDocument, variables: { input }, fetchPolicy });
    if (!data) throw new Error('The server gave no ticket.');
    this.#tickets.set(fileId, data.createUpload);
    this.outbox.noteUpload(itemId, fileId, data.createUpload.id);
    return data.createUpload;
  }

  async #check({ fileId, durationMs, waveform }: QueuedFile, id: string): Promise<void> {
    const sound = { durationMs, waveform: waveform && [...waveform] };
    await this.client.mutate({ mutation: CompleteUploadDocument, variables: { id, ...sound }, fetchPolicy });
    this.#complete.add(fileId);
    this.#tickets.delete(fileId);
  }

  /** What another ticket gets over is tried again; the rest is told by a code that says what is wrong with the file. */
  #explain({ fileId }: QueuedFile, error: unknown): unknown {
    const refusal = refusalOf(error);
    if (!refusal) return error;
    const { code, reason, field } = refusal;
    if (code === 'UPLOAD_INVALID' && reason !== null && reason !== 'NOT_RECEIVED') return refuse(`UPLOAD_INVALID.${reason}`, refusal);
    if (code === 'BAD_USER_INPUT') return refuse(`UPLOAD_INVALID.${field === 'size' ? 'SIZE_MISMATCH' : 'TYPE_NOT_ALLOWED'}`, refusal);
    if (code === 'CONFLICT' && reason === 'TOO_MANY') return refuse('TOO_MANY_UPLOADS', refusal);
    if (!['UPLOAD_INVALID', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'BAD_REQUEST'].includes(code)) return error;
    this.#tickets.delete(fileId);
    // It begins anew, as often as after a fault of the server, which this may be.
    return refuse('INTERNAL_SERVER_ERROR', refusal);
  }

  /** Bytes of what left the outbox, sent or discarded, in whatever tab, are not needed any more. */
  #followOutbox(): void {
    const now = new Map(
      this.outbox.items.flatMap((item) => waitingFilesOf(item).map((file) => [file.fileId, { file, itemId: item.id }] as const)),
    );
    const gone = [...this.#known.values()].filter(({ file }) => !now.has(file.fileId));
    this.#known = now;
    for (const { id, refusedWith } of this.outbox.items)
      if (refusedWith !== null) this.#running.get(id)?.abort(new Error('It was stopped.'));
    if (gone.length === 0) return;
    for (const { file, itemId } of gone) {
      this.#running.get(itemId)?.abort(new Error('The message was discarded.'));
      this.#tickets.delete(file.fileId);
      if (this.#leads && file.uploadId !== undefined && !this.#sent.delete(file.fileId)) this.#cancel(file.uploadId);
    }
    // What stays behind is an orphan, and goes when a tab begins to lead.
    this.files.remove(gone.map(({ file }) => file.fileId)).catch(() => undefined);
  }

  /** The server takes away by itself, after a day, what nobody has used. */
  #cancel(id: string): void {
    this.client.mutate({ mutation: CancelUploadDocument, variables: { id }, fetchPolicy }).catch(() => undefined);
  }

  async #removeOrphans(): Promise<void> {
    const old = await this.files.idsBefore(Date.now() - orphanAgeMs);
    const needed = new Set(
      [...this.outbox.items.flatMap(waitingFilesOf), ...[...this.drafts.all.values()].flat()].map(({ fileId }) => fileId),
    );
    await this.files.remove(old.filter((id) => !needed.has(id)));
  }

  #tell(note: Note): void {
    const now = Date.now();
    const isBetween = note.share !== null && note.share > 0 && note.share < 1;
    if (isBetween && now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#channel?.postMessage(note);
    this.#note(note);
  }

  #note({ fileId, share }: Note): void {
    const progress = new Map(this.#progress);
    if (share === null) progress.delete(fileId);
    else progress.set(fileId, share);
    this.#progress = progress;
    for (const listener of this.#listeners) listener();
  }
}

function refuse(code: string, from?: Refusal): RequestRefused {
  return new RequestRefused({ code, field: null, reason: null, retryAfterMs: from?.retryAfterMs ?? null, blockedUserIds: [] }, code);
}
