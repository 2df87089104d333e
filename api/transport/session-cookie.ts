import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The browser's refresh token: HttpOnly, so that no script reads it, SameSite=Strict, so that no other site sends it. On https its name begins
 * with __Host-, which binds it to this very host; browsers refuse that prefix on plain http.
 */
const cookieName = (isHttps: boolean) => (isHttps ? '__Host-session' : 'session');

/** Whether a refresh token is in it, and which; malformed cookies are no cookies. */
export function readSessionCookie(request: IncomingMessage, isHttps: boolean): string | null {
  const name = cookieName(isHttps);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return /^[\w.-]{1,256}$/.exec(pair.slice(at + 1).trim())?.[0] ?? null;
  }
  return null;
}

/** With null the browser forgets it. */
export function writeSessionCookie(response: ServerResponse, isHttps: boolean, token: string | null, expiresAt: Date): void {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', ...(isHttps ? ['Secure'] : []), `Expires=${expiresAt.toUTCString()}`];
  response.appendHeader('Set-Cookie', [`${cookieName(isHttps)}=${token ?? ''}`, ...attributes].join('; '));
}
