import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import type { Logger } from '../telemetry/log.js';

interface OpenedExport {
  readonly fileName: string;
  readonly content: AsyncIterable<string>;
  /** Whatever became of it. */
  close(): void;
}

const retryAfterSeconds = '10';

/** The one thing that a link to an export opens; the text says nothing of why another does not. */
export interface ExportSource {
  readonly openExport: (token: string) => Promise<OpenedExport | 'BUSY' | null>;
  readonly log: Logger;
}

/** Everything the server holds on somebody, as a file, for whoever has the link. Written as it is read, however large it is. */
export function serveExports({ openExport, log }: ExportSource): RequestHandler<{ token: string }> {
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    // The link is a secret: no page learns it from a Referer.
    response.setHeader('Referrer-Policy', 'no-referrer');
    const file = await openExport(request.params.token);
    if (file === null) return void response.status(404).type('text/plain').send('There is nothing at this address any more.\n');
    if (file === 'BUSY') {
      response.setHeader('Retry-After', retryAfterSeconds);
      return void response.status(429).type('text/plain').send('This export is being downloaded already.\n');
    }
    try {
      response.attachment(file.fileName).type('application/json');
      if (request.method === 'HEAD') return void response.end();
      await pipeline(Readable.from(inChunks(file.content)), response);
    } catch (error) {
      // Whoever downloads notices: the connection ends before the file does. Who went away themselves is no fault.
      if (!isClosedEarly(error)) log.error({ err: error }, 'an export ended before its end');
    } finally {
      file.close();
    }
  };
}

const chunkLength = 16_384;

/** Fewer and larger pieces than there are items: each is a write of its own. */
async function* inChunks(content: AsyncIterable<string>): AsyncIterable<string> {
  let pending = '';
  for await (const piece of content) {
    pending += piece;
    if (pending.length < chunkLength) continue;
    yield pending;
    pending = '';
  }
  yield pending;
}

const isClosedEarly = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
