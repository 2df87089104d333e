import type { Request, Response } from 'express';
import { createContext, type Context, type Loaders, type RequestContext, type ViewerIdentity } from '../context.js';
import type { Live } from '../live/live.js';
import type { Logger } from 'pino';
import { readSessionCookie, writeSessionCookie } from './session-cookie.js';

export interface HttpContextOptions {
  readonly isHttps: boolean;
  readonly allowedOrigins: readonly string[];
  readonly live: Live;
  readonly log: Logger;
  authenticate(token: string | null): Promise<ViewerIdentity | null>;
}

/** The context of one HTTP request. */
export async function createHttpContext(options: HttpContextOptions, request: Request, response: Response): Promise<Context> {
  const { live, log } = options;
  const parts = { request: describeRequest(options, request, response), live, log };
  try {
    return createContext({ ...parts, viewer: await options.authenticate(readBearer(request)) });
  } catch (error) {
    // A bad token must not stand in the way of signing in or refreshing, which don't look at it; whoever does look gets the error.
    return new RefusedContext(createContext({ ...parts, viewer: null }), error);
  }
}

/** A class, because Apollo Server copies the context's own properties, which would call a getter among them, but keeps its prototype. */
class RefusedContext implements Context {
  readonly request: RequestContext;
  readonly loaders: Loaders;
  readonly live: Live;
  readonly log: Logger;

  constructor(
    context: Context,
    private readonly refusal: unknown,
  ) {
    ({ request: this.request, loaders: this.loaders, live: this.live, log: this.log } = context);
  }

  get viewer(): ViewerIdentity | null {
    throw this.refusal;
  }
}

function describeRequest(options: HttpContextOptions, request: Request, response: Response): RequestContext {
  const { isHttps } = options;
  // A header that only a script of an allowed origin can add, and an Origin that no script can forge: other sites cannot use the cookie.
  const isOwnBrowser =
    request.get('x-session')?.toLowerCase() === 'cookie' && isAllowedOrigin(request.get('origin'), options.allowedOrigins);
  return {
    address: request.ip ?? '',
    userAgent: request.get('user-agent') ?? '',
    wantsSessionCookie: isOwnBrowser,
    sessionCookie: isOwnBrowser ? readSessionCookie(request, isHttps) : null,
    setSessionCookie: (token, expiresAt) => {
      if (isOwnBrowser) writeSessionCookie(response, isHttps, token, expiresAt);
    },
  };
}

/** Programs that are no browsers send no Origin. */
export function isAllowedOrigin(origin: string | undefined, allowed: readonly string[]): boolean {
  return origin === undefined || allowed.includes(origin);
}

function readBearer(request: Request): string | null {
  const header = request.get('authorization');
  if (header === undefined) return null;
  // What is there but no bearer token is a bad token, not none.
  return /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
}
