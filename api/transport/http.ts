import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Config } from '../config.js';
import { AppError, type ErrorCode } from '../graphql/errors.js';
import { maskError } from '../graphql/masking.js';
import type { Health } from '../telemetry/health.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Admit } from './admission.js';
import { createApollo } from './apollo.js';
import { serveExports, type ExportSource } from './exports.js';
import { createMediaRoutes, type MediaHandlers } from './media.js';
import { createPlayground } from './playground.js';
import { createHttpContext, type HttpContextOptions } from './request-context.js';
import { setSecurityHeaders } from './security-headers.js';
import { endSlowRequests } from './slow-requests.js';
import { serveBuiltFiles, serveWebApp } from './static.js';

const maxBodyBytes = 64 * 1024;
const preflightMaxAgeSeconds = '600';
/** For the whole body of a GraphQL request to arrive. Files take longer: see transport/media.ts. */
const bodyTimeoutMs = 30_000;

export interface HttpOptions extends HttpContextOptions {
  readonly schema: GraphQLSchema;
  readonly trustProxy: Config['trustProxy'];
  readonly health: Health;
  readonly metrics: Metrics;
  /** Whether an operation may run. */
  readonly admit: Admit;
  readonly media: MediaHandlers;
  /** Other origins that pictures, films and uploads of pages may come from and go to. */
  readonly mediaOrigins: readonly string[];
  /** Holds `web/` and `playground/`. */
  readonly builtDir: string;
  readonly openExport: ExportSource['openExport'];
}

/** The whole HTTP side: GraphQL and its playground at /graphql, health, metrics, and the web app for all else. */
export async function createHttpApp(options: HttpOptions): Promise<{ app: Express; stop(): Promise<void> }> {
  const { schema, log, metrics, health, builtDir } = options;
  const apollo = createApollo({ schema, log, metrics, admit: options.admit });
  await apollo.start();

  const app = express();
  app.disable('x-powered-by');
  // Answers of GraphQL are not cached, so nobody compares them; files have tags of their own.
  app.disable('etag');
  app.set('trust proxy', options.trustProxy === false ? false : options.trustProxy);
  app.set('query parser', 'simple');
  app.use(...setSecurityHeaders(options.isHttps, options.mediaOrigins));
  app.use(endConnectionsWhenStopping(health));
  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok\n'));
  app.get('/readyz', (_request, response) => sayReady(health, response));
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.render());
  });
  app.get('/exports/:token', serveExports(options));
  app.use('/playground', serveBuiltFiles(join(builtDir, 'playground'), { index: false }));
  app.all(
    '/graphql',
    allowOrigins(options.allowedOrigins),
    createPlayground(join(builtDir, 'playground')),
    endSlowRequests(bodyTimeoutMs),
    express.json({ limit: maxBodyBytes, type: ['application/json', 'application/*+json'], verify: requireUtf8 }),
    giveBody,
    forbidCaching,
    expressMiddleware(apollo, { context: ({ req, res }) => createHttpContext(options, req, res) }),
  );
  app.use(['/uploads', '/media'], allowOrigins(options.allowedOrigins));
  app.use(createMediaRoutes(options.media));
  app.use(serveWebApp(join(builtDir, 'web')));
  app.use((_request, response) => void response.status(404).type('text/plain').send('There is nothing at this address.\n'));
  app.use(answerErrors(options));
  return { app, stop: () => apollo.stop() };
}

function sayReady(health: Health, response: Response): void {
  const reason = health.findReasonNotReady();
  response
    .status(reason === null ? 200 : 503)
    .type('text/plain')
    .send(`${reason ?? health.describe()}\n`);
}

/** Kept-alive connections would otherwise outlive the server's wish to stop. */
function endConnectionsWhenStopping(health: Health): RequestHandler {
  return (_request, response, next) => {
    if (health.isStopping()) response.setHeader('Connection', 'close');
    next();
  };
}

/** CORS for the origins that are named; all others get no header, so that browsers keep the answer from them. */
function allowOrigins(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const origin = request.get('origin');
    response.vary('Origin');
    if (origin !== undefined && allowed.includes(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      if (request.method === 'OPTIONS') {
        response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
        response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Authorization, X-Session, Apollo-Require-Preflight');
        response.setHeader('Access-Control-Max-Age', preflightMaxAgeSeconds);
      }
    }
    if (request.method === 'OPTIONS') return void response.status(204).end();
    next();
  };
}

// body-parser would take UTF-16 and UTF-32 too, and JSON over the network is UTF-8 (RFC 8259, section 8.1).
function requireUtf8(_request: IncomingMessage, _response: ServerResponse, _body: Buffer, encoding: string): void {
  if (encoding.toLowerCase() !== 'utf-8') throw Object.assign(new Error('its charset must be utf-8'), { status: 415 });
}

/** What somebody may see is nobody else's, and true for a moment. */
const forbidCaching: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/** Express leaves the body undefined where it was not JSON; Apollo Server then complains of a missing middleware instead of the request. */
const giveBody: RequestHandler = (request, _response, next) => {
  request.body ??= {};
  next();
};

/** Whatever goes wrong before GraphQL starts is answered in GraphQL's form all the same. */
function answerErrors({ log }: HttpOptions): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = readStatus(error);
    const refusal = describeRequestError(error, status);
    const masked: GraphQLFormattedError = maskError(refusal ?? error, log);
    const fallback = masked.extensions?.code === 'UNAVAILABLE' ? 503 : 500;
    response.status(refusal ? status : fallback).json({ errors: [masked] });
  };
}

// body-parser's and Express' own errors carry the status, and a type that says what happened.
function describeRequestError(error: unknown, status: number): AppError | null {
  if (!(error instanceof Error) || status < 400 || status > 499) return null;
  const type = 'type' in error ? error.type : undefined;
  const [code, message]: [ErrorCode, string] =
    type === 'entity.too.large'
      ? ['PAYLOAD_TOO_LARGE', `The request is larger than ${maxBodyBytes / 1024} KB.`]
      : type === 'entity.parse.failed'
        ? ['BAD_REQUEST', 'The body is not JSON.']
        : ['BAD_REQUEST', `The request cannot be read: ${error.message}.`];
  return new AppError(code, message);
}

const readStatus = (error: unknown) =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
