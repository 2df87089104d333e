import type { ApolloClient } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StoredFiles } from '../apollo/stored-files';
import { CancelUploadDocument, CompleteUploadDocument, CreateUploadDocument, sendBytes } from '../apollo/upload-bytes';
import { DraftFiles } from './draft-files';
import { Outbox } from './outbox';
import type { OutboxItem, QueuedFile } from './outbox-item';
import { Uploads } from './uploads';

vi.mock('../apollo/upload-bytes', async (original) => ({ ...(await original<object>()), sendBytes: vi.fn() }));
const sending = vi.mocked(sendBytes);

const refusal = (code: string, extensions: object = {}) =>
  new CombinedGraphQLErrors({ errors: [{ message: code, extensions: { code, ...extensions } }] });
const measures = { width: null, height: null, durationMs: null, waveform: null };
const file = (fileId: string, more: Partial<QueuedFile> = {}): QueuedFile => {
  return { fileId, kind: 'FILE', fileName: `${fileId}.txt`, contentType: 'text/plain', size: 3, ...measures, ...more };
};

let outbox: Outbox;
let drafts: DraftFiles;
let uploads: Uploads;
let stored: Map<string, Blob>;
let old: string[];
let asked: string[];
let answer: (what: string, id: string) => void;

beforeEach(() => {
  localStorage.clear();
  sending.mockReset().mockResolvedValue(undefined);
  asked = [];
  old = [];
  answer = () => undefined;
  stored = new Map(['one', 'two'].map((id) => [id, new Blob([id])]));
  let made = 0;
  const mutate = async ({ mutation, variables }: { mutation: unknown; variables: { id?: string } }) => {
    const what = mutation === CreateUploadDocument ? 'create' : mutation === CompleteUploadDocument ? 'complete' : 'cancel';
    if (what === 'cancel') expect(mutation).toBe(CancelUploadDocument);
    asked.push(variables.id ? `${what} ${variables.id}` : what);
    answer(what, variables.id ?? '');
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    return { data: { createUpload: { id: `u${what === 'create' ? (made += 1) : made}`, url: '/uploads', fields: [], expiresAt } } };
  };
  const files = {
    read: async (id: string) => stored.get(id) ?? null,
    remove: async (ids: string[]) => ids.forEach((id) => stored.delete(id)),
    idsBefore: async () => old,
  };
  outbox = new Outbox('ana');
  drafts = new DraftFiles('ana', () => true);
  uploads = new Uploads({ mutate } as unknown as ApolloClient, outbox, drafts, files as unknown as StoredFiles, 'ana');
});
afterEach(() => {
  uploads.stop();
  drafts.close();
  outbox.close();
});

const send = (...files: QueuedFile[]): OutboxItem => outbox.add('c1', { kind: 'send', clientId: 'x', text: '', files });

describe('uploading the files of a message', () => {
  test('goes one after the other, and remembers what is done for the next try', async () => {
    const item = send(file('one'), file('two'));
    await expect(uploads.uploadAll(item)).resolves.toEqual(['u1', 'u2']);
    expect(asked).toEqual(['create', 'complete u1', 'create', 'complete u2']);
    asked = [];
    await expect(uploads.uploadAll(item)).resolves.toEqual(['u1', 'u2']);
    expect(asked).toEqual([]);
    expect(sending).toHaveBeenCalledTimes(2);
  });

  test('a lost line keeps the ticket: the bytes go again, and no second upload is made', async () => {
    sending.mockRejectedValueOnce(new Error('cut off'));
    const item = send(file('one'));
    await expect(uploads.uploadAll(item)).rejects.toThrow('cut off');
    await expect(uploads.uploadAll(item)).resolves.toEqual(['u1']);
    expect(asked).toEqual(['create', 'complete u1']);
  });

  test('what an earlier page uploaded is asked for first, and sent anew where it is gone', async () => {
    await expect(uploads.uploadAll(send(file('one', { uploadId: 'u9' })))).resolves.toEqual(['u9']);
    expect(sending).not.toHaveBeenCalled();
    answer = (what, id) => {
      if (what === 'complete' && id === 'u8') throw refusal('NOT_FOUND');
    };
    await expect(uploads.uploadAll(send(file('two', { uploadId: 'u8' })))).resolves.toEqual(['u1']);
    expect(sending).toHaveBeenCalledTimes(1);
  });

  test('what is wrong with a file is said by a code of its own; a ticket that ended is not', async () => {
    const codeOf = async (item: OutboxItem) =>
      uploads.uploadAll(item).catch((error: { refusal?: { code: string } }) => error.refusal?.code ?? 'again');
    const refuse = (what: string, code: string, extensions: object) => {
      answer = (asking) => {
        if (asking === what) throw refusal(code, extensions);
      };
    };
    refuse('complete', 'UPLOAD_INVALID', { reason: 'DAMAGED' });
    expect(await codeOf(send(file('one')))).toBe('UPLOAD_INVALID.DAMAGED');
    refuse('create', 'BAD_USER_INPUT', { field: 'size', reason: 'OUT_OF_RANGE' });
    expect(await codeOf(send(file('two')))).toBe('UPLOAD_INVALID.SIZE_MISMATCH');
    refuse('create', 'CONFLICT', { field: 'size', reason: 'TOO_MANY' });
    expect(await codeOf(send(file('two')))).toBe('TOO_MANY_UPLOADS');
    refuse('complete', 'UPLOAD_INVALID', { reason: 'NOT_RECEIVED' });
    expect(await codeOf(send(file('two')))).toBe('INTERNAL_SERVER_ERROR');
    answer = () => undefined;
    expect(await codeOf(send(file('three')))).toBe('FILE_LOST');
  });

  test('stops when the message is stopped or discarded, and takes its bytes away with it', async () => {
    sending.mockImplementation((_ticket, _blob, _name, options) => {
      return new Promise((_, reject) => options?.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error)));
    });
    uploads.lead();
    const item = send(file('one'));
    const stopped = expect(uploads.uploadAll(item)).rejects.toThrow('It was stopped.');
    await vi.waitFor(() => expect(uploads.progress.get('one')).toBe(0));
    outbox.refuse(item.id, 'STOPPED');
    await stopped;
    expect(uploads.progress.size).toBe(0);
    expect(stored.has('one')).toBe(true);
    outbox.remove(item.id);
    expect(stored.has('one')).toBe(false);
    expect(asked).toEqual(['create', 'cancel u1']);
  });

  test('a message that is stopped while its last file is checked does not go', async () => {
    const item = send(file('one'));
    answer = (what) => {
      if (what === 'complete') outbox.refuse(item.id, 'STOPPED');
    };
    await expect(uploads.uploadAll(item)).rejects.toThrow('It was stopped.');
  });

  test('what was sent is not cancelled, and its bytes go', async () => {
    uploads.lead();
    const item = send(file('one'));
    await uploads.uploadAll(item);
    uploads.noteSent(item);
    outbox.remove(item.id);
    expect(asked).toEqual(['create', 'complete u1']);
    expect(stored.has('one')).toBe(false);
  });

  test('the tab that begins to lead takes away what nothing refers to', async () => {
    drafts.add('c1', file('two'));
    old = ['one', 'two'];
    uploads.lead();
    await vi.waitFor(() => expect([...stored.keys()]).toEqual(['two']));
  });
});
