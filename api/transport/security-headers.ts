import type { RequestHandler } from 'express';
import helmet from 'helmet';

interface PolicyOptions {
  readonly workerSources?: readonly string[];
  readonly fontSources?: readonly string[];
  /** Where pictures and films come from, and where files are sent to, beside this origin. */
  readonly mediaOrigins?: readonly string[];
}

/** No script but our own files, nothing in a frame, no request to another host. */
export function contentSecurityPolicy({
  workerSources = ["'self'"],
  fontSources = ["'self'"],
  mediaOrigins = [],
}: PolicyOptions = {}): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    // Dialogs lock scrolling, and virtual lists place rows, with styles that they write into the page.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...mediaOrigins],
    'font-src': fontSources,
    // 'self' covers ws: and wss: of the same host (CSP 3, section 6.7.2.8).
    'connect-src': ["'self'", ...mediaOrigins],
    'worker-src': workerSources,
    'manifest-src': ["'self'"],
    'media-src': ["'self'", 'blob:', ...mediaOrigins],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** On every response. HSTS on https only: on http it would mean nothing, and on localhost break other programs. */
export function setSecurityHeaders(isHttps: boolean, mediaOrigins: readonly string[] = []): RequestHandler[] {
  const policy = contentSecurityPolicy({ mediaOrigins });
  return [
    helmet({
      contentSecurityPolicy: false,
      strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
    }),
    (_request, response, next) => {
      response.setHeader('Content-Security-Policy', policy);
      next();
    },
  ];
}
