import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { contentSecurityPolicy } from './security-headers.js';
import { acceptsHtml, sayNotBuilt } from './static.js';

/** GraphiQL for a browser that opens /graphql; every other request goes on to GraphQL. Its assets are at /playground/. */
export function createPlayground(folder: string): RequestHandler {
  const index = join(folder, 'index.html');
  return (request, response, next) => {
    if (request.method !== 'GET' || !acceptsHtml(request) || 'query' in request.query) return next();
    response.vary('Accept');
    if (!existsSync(index)) return sayNotBuilt(response, 'The playground');
    // The editor compiles its styles and starts its language workers from blobs.
    response.setHeader(
      'Content-Security-Policy',
      contentSecurityPolicy({ workerSources: ["'self'", 'blob:'], fontSources: ["'self'", 'data:'] }),
    );
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(index);
  };
}
