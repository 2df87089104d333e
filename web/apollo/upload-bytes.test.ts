import { afterEach, expect, test, vi } from 'vitest';
import { refusalOf } from './errors';
import { sendBytes } from './upload-bytes';

const ticket = { __typename: 'UploadTicket' as const, id: 'u1', url: 'http://upload.test/', expiresAt: '', fields: [] };

/** Answers every request with that. */
function answerWith(status: number, responseText: string): void {
  class Request extends EventTarget {
    readonly upload = {};
    readonly status = status;
    readonly responseText = responseText;
    onloadend = () => undefined;
    open = () => undefined;
    abort = () => undefined;
    send = () => queueMicrotask(() => this.onloadend());
  }
  vi.stubGlobal('XMLHttpRequest', Request);
}

const outcome = () =>
  sendBytes(ticket, new Blob(['one']), 'one.txt').then(
    () => 'sent',
    (error: unknown) => [refusalOf(error)?.code, refusalOf(error)?.reason].filter(Boolean).join(' ') || 'again',
  );

afterEach(() => vi.unstubAllGlobals());

test.each([
  [200, '', 'sent'],
  [400, '{"errors":[{"extensions":{"code":"UPLOAD_INVALID","reason":"DAMAGED"}}]}', 'UPLOAD_INVALID DAMAGED'],
  [413, '<html>Request Entity Too Large</html>', 'UPLOAD_INVALID TOO_LARGE'],
  [400, '{"error":{"message":"Stale request"}}', 'BAD_REQUEST'],
  [403, '<html>Forbidden</html>', 'BAD_REQUEST'],
  [429, 'Too many', 'again'],
  [502, '<html>Bad Gateway</html>', 'again'],
  [0, '', 'again'],
])('an upload that is answered with %i %s: %s', async (status, text, expected) => {
  answerWith(status, text);
  expect(await outcome()).toBe(expected);
});
