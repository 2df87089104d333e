import { graphql } from '../generated';
import type { CreateUploadMutation } from '../generated/graphql';
import { refusalFrom, RequestRefused } from './refusal';

export const CreateUploadDocument = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      id
      url
      expiresAt
      fields {
        name
        value
      }
    }
  }
`);

export const CompleteUploadDocument = graphql(`
  mutation CompleteUpload($id: ID!, $durationMs: Int, $waveform: [Int!]) {
    completeUpload(id: $id, durationMs: $durationMs, waveform: $waveform) {
      id
    }
  }
`);

export const CancelUploadDocument = graphql(`
  mutation CancelUpload($id: ID!) {
    cancelUpload(id: $id)
  }
`);

export type UploadTicket = CreateUploadMutation['createUpload'];

type SendOptions = {
  /** Bytes that have left, of the form's; both grow to the same. */
  onProgress?: (sent: number, total: number) => void;
  signal?: AbortSignal;
};

/** No byte went out for so long: the line is lost, whatever the browser thinks. */
const silenceMs = 45_000;

/**
 * Sends the bytes for a ticket, to this server or to Cloudinary. Refusals arrive as RequestRefused, a lost line as another
 * error, an abort as the signal's reason. Sent again, it changes nothing.
 */
export function sendBytes(ticket: UploadTicket, blob: Blob, fileName: string, { onProgress, signal }: SendOptions = {}): Promise<void> {
  const form = new FormData();
  for (const { name, value } of ticket.fields) form.append(name, value);
  form.append('file', blob, fileName);
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // fetch says nothing of how far it is.
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const expectSound = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), silenceMs);
    };
    const abort = () => request.abort();
    signal?.addEventListener('abort', abort);
    request.upload.onprogress = ({ loaded, total }) => {
      expectSound();
      onProgress?.(loaded, total);
    };
    request.onloadend = () => {
      clearTimeout(silence);
      signal?.removeEventListener('abort', abort);
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(signal?.aborted ? (signal.reason as Error) : errorOf(request));
    };
    request.open('POST', ticket.url);
    expectSound();
    request.send(form);
  });
}

/** Nothing is wrong with the bytes or the ticket: it may go through the next time. */
const passing = [408, 425, 429];

/** This server answers as GraphQL does; Cloudinary, or a proxy on the way, in its own; a lost line not at all (status 0). */
function errorOf({ status, responseText }: XMLHttpRequest): Error {
  if (status === 0) return new Error('The upload was cut off.');
  const extensions = extensionsIn(responseText);
  const text = `The upload was answered with ${status}.`;
  if (extensions) return new RequestRefused(refusalFrom(extensions), text);
  if (status === 413) return new RequestRefused(refusalFrom({ code: 'UPLOAD_INVALID', reason: 'TOO_LARGE' }), text);
  if (status >= 400 && status < 500 && !passing.includes(status)) return new RequestRefused(refusalFrom({ code: 'BAD_REQUEST' }), text);
  return new Error(text);
}

function extensionsIn(text: string): Record<string, unknown> | null {
  try {
    const answer = JSON.parse(text) as { errors?: { extensions?: Record<string, unknown> }[] };
    return answer.errors?.[0]?.extensions ?? null;
  } catch {
    return null; // A proxy's page, for example.
  }
}
