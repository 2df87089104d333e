import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type Request, type Response, type Router } from 'express';

const forever = 'public, max-age=31536000, immutable';
const alwaysAsk = 'no-cache';
// How the bundler names files by their content: app-B2x9_kQ1.js.
const hashedName = /-[\w-]{8,}\.\w+$/;

/** A folder of built files: what is named by its content never changes, all else is asked for each time. */
export function serveBuiltFiles(folder: string, options: { readonly index: boolean }): Router {
  const router = express.Router();
  router.use(
    express.static(folder, {
      index: options.index ? 'index.html' : false,
      redirect: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (response, path) => response.setHeader('Cache-Control', hashedName.test(path) ? forever : alwaysAsk),
    }),
  );
  return router;
}

/** The web app at `/`: its files, and for every other address that a browser opens its index.html, which finds the way itself. */
export function serveWebApp(folder: string): Router {
  const router = express.Router();
  const index = join(folder, 'index.html');
  router.use(serveBuiltFiles(folder, { index: true }));
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (!existsSync(index)) return sayNotBuilt(response, 'The web app');
    if (extname(request.path) !== '' || !acceptsHtml(request)) return next();
    response.setHeader('Cache-Control', alwaysAsk);
    response.sendFile(index);
  });
  return router;
}

/** What a person sees who started the server without building. */
export function sayNotBuilt(response: Response, what: string): void {
  response.status(503).type('text/plain').send(`${what} has not been built yet. Run \`npm run build\`, then start the server again.\n`);
}

/** True where a browser wants a page: it names text/html, as no API client does. */
export function acceptsHtml(request: Request): boolean {
  return /\btext\/html\b/.test(request.get('accept') ?? '');
}
