import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { pipeline, type Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Busboy } from '@fastify/busboy';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, type Router } from 'express';
import { AppError, type ErrorCode } from '../graphql/errors.js';
import type { UploadIntake } from '../modules/media/media-intake.js';
import type { ServedMedia } from '../modules/media/media-serving.js';
import { IncomingFiles } from './incoming-files.js';

/** What the media module does for these addresses. */
export interface MediaHandlers {
  readonly admitUpload: (uploadId: string, fields: ReadonlyMap<string, string>) => Promise<UploadIntake>;
  readonly findMedia: (
    uploadId: string,
    name: string,
    query: { readonly expires?: string | undefined; readonly signature?: string | undefined },
  ) => Promise<ServedMedia | null>;
}

/** Nothing of it came for so long: its sender is gone. */
const silenceMs = 30_000;
/** Who is refused may finish speaking, so that the refusal is heard. */
const politenessMs = 5_000;
const retryAfterSeconds = 2;
/** Tickets have few and short fields (the media module's, Cloudinary's are not sent here). */
const limits = { fields: 20, fieldNameSize: 100, fieldSize: 2048, files: 1, parts: 25, headerPairs: 50, headerSize: 8192 };

/** What a browser does with a file that is opened by itself: it shows it, and runs nothing. */
const sandbox = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** POST /uploads/:id takes files for tickets, GET /media/:id/:name hands them out. */
export function createMediaRoutes(handlers: MediaHandlers): Router {
  const router = express.Router();
  router.post('/uploads/:id', takeUpload(handlers));
  router.get('/media/:id/:name', serveMedia(handlers));
  router.use(answerRefusals);
  return router;
}

function takeUpload({ admitUpload }: MediaHandlers): RequestHandler<{ id: string }> {
  const incoming = new IncomingFiles();
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    request.setTimeout(silenceMs, () => request.destroy());
    // Only who has a ticket takes a place from others, and as long as the file comes: a sender may be gone before the ticket is read.
    const admit: Admit = async (fields) => {
      const intake = await admitUpload(request.params.id, fields);
      const leave = incoming.enter(intake.ownerId);
      if (!leave) {
        response.setHeader('Retry-After', String(retryAfterSeconds));
        throw new AppError('RATE_LIMITED', 'Too many files come in at once.', { retryAfterMs: retryAfterSeconds * 1000 });
      }
      return { ...intake, save: (file) => intake.save(file).finally(leave) };
    };
    await readForm(request, admit);
    response.json({ id: request.params.id });
  };
}

type Admit = (fields: ReadonlyMap<string, string>) => Promise<UploadIntake>;

/** The fields first, which say whether the file is wanted; then the file, piece by piece. Resolves when it is kept. */
function readForm(request: Request<{ id: string }>, admit: Admit): Promise<void> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    let file: Readable | null = null;
    let failure: Error | null = null;
    const fail = (error: Error) => {
      failure ??= error;
      file?.destroy(error);
      reject(error);
    };
    const form = openForm(request);
    form.on('field', (name, value) => void fields.set(name, value));
    form.on('file', (name, stream) => {
      if (name !== 'file') return fail(badRequest(`the file must be the part "file", not "${name.slice(0, 40)}"`));
      file = stream;
      // Told once by the form as a whole; here it only keeps a part that was cut off from looking whole. Whoever stops reading a part causes one, too.
      stream.on('error', (error) => (failure ??= error));
      // What fails here leaves the rest of the request unread; see answerRefusals.
      admit(fields)
        .then((intake) => intake.save(untilItsEnd(stream, () => failure)))
        .then(resolve, fail);
    });
    form.on('finish', () => {
      if (!file) fail(badRequest('the form has no part "file"'));
    });
    pipeline(request, form, (error) => {
      if (error) fail(request.complete ? badRequest(error.message) : new CutOffError(error));
    });
  });
}

/** Throws where the form was cut off: a part of a file ends then like a whole one. */
async function* untilItsEnd(file: Readable, failure: () => Error | null): AsyncGenerator<Buffer> {
  for await (const part of file as AsyncIterable<Buffer>) yield part;
  const error = failure();
  if (error) throw error;
}

function openForm(request: IncomingMessage) {
  const { 'content-type': contentType } = request.headers;
  if (contentType === undefined || !/^multipart\/form-data\b/i.test(contentType)) throw badRequest('it must be multipart/form-data');
  try {
    return new Busboy({ headers: { ...request.headers, 'content-type': contentType }, limits });
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : 'the form cannot be read');
  }
}

const badRequest = (why: string) => new AppError('BAD_REQUEST', `The upload cannot be read: ${why}.`);

/** The sender is gone. It may send the same again. */
class CutOffError extends AppError {
  constructor(cause: unknown) {
    super('BAD_REQUEST', 'The upload was cut off.');
    this.cause = cause;
  }
}

function serveMedia({ findMedia }: MediaHandlers): RequestHandler<{ id: string; name: string }> {
  return async (request, response) => {
    const { expires, signature } = request.query;
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
    const media = await findMedia(request.params.id, request.params.name, { expires: text(expires), signature: text(signature) });
    if (!media) return sayGone(response);
    const { contentType, isInline, fileName, maxAgeSeconds } = media;
    response.setHeader('Content-Type', contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType);
    response.setHeader('Content-Disposition', contentDisposition(isInline ? 'inline' : 'attachment', fileName));
    response.setHeader('Content-Security-Policy', sandbox);
    // Pages of other allowed origins show pictures, too. Whoever has the address may see what is there.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Cache-Control', `private, max-age=${maxAgeSeconds}, immutable`);
    await sendFile(response, media);
  };
}

function sendFile(response: Response, { file, folder }: ServedMedia): Promise<void> {
  return new Promise((resolve, reject) => {
    response.sendFile(file, { root: folder, cacheControl: false, lastModified: false, dotfiles: 'allow' }, (error: unknown) => {
      // Once the answer has begun, all that can go wrong is that its reader goes away.
      if (!error || response.headersSent) return resolve();
      for (const name of ['Content-Type', 'Content-Disposition', 'Cache-Control']) response.removeHeader(name);
      // Deleted at this moment.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return resolve(sayGone(response));
      reject(error instanceof Error ? error : new Error('A file could not be sent.', { cause: error }));
    });
  });
}

function sayGone(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  response.status(404).type('text/plain').send('There is nothing at this address.\n');
}

/** RFC 6266, with a name in ASCII for whoever knows no other (appendix D), and RFC 8187 for the true one. */
export function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7E]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const statuses: Partial<Record<ErrorCode, number>> = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UPLOAD_INVALID: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** Refusals in GraphQL's form, as everywhere. Other faults go the way of all. */
const answerRefusals: ErrorRequestHandler = async (error: unknown, request, response, next) => {
  if (request.method === 'POST') await hearOut(request, response);
  const status = error instanceof AppError ? statuses[error.extensions['code'] as ErrorCode] : undefined;
  if (!(error instanceof AppError) || status === undefined || response.headersSent) return next(error);
  response.status(status).json({ errors: [{ message: error.message, extensions: error.extensions }] });
};

/** Many a client hears no answer while it still sends. Not for long; then the connection ends with the answer. */
async function hearOut(request: IncomingMessage, response: Response): Promise<void> {
  if (request.complete || request.destroyed) return;
  if (!response.headersSent) response.setHeader('Connection', 'close');
  request.unpipe();
  request.resume();
  const isOver = finished(request, { writable: false }).catch(() => undefined);
  await Promise.race([isOver, delay(politenessMs, undefined, { ref: false })]);
}
