import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { AppError, errorCatalogue, type ErrorCode } from './errors.js';

type ErrorLog = Pick<Logger, 'error' | 'warn'>;

// The driver's and Mongoose's names for "the database is away"; named here because graphql/ must not know the database.
const connectivityErrors = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoConnectionPoolClosedError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
  'MongoOperationTimeoutError',
  'DisconnectedError',
]);
// HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress, PrimarySteppedDown, SocketException, NotWritablePrimary, InterruptedAtShutdown,
// InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary (the specification "Retryable Writes").
const connectivityCodes = new Set([6, 7, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436]);
// The system's own: the driver hands on as it is what becomes of a write to a connection that the other side has just closed.
const lostConnectionCodes = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT']);

// What Apollo Server says with a code of its own → the catalogue's.
const foreignCodes: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_REQUEST',
  OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PERSISTED_QUERY_NOT_SUPPORTED',
};

/**
 * What a client may see of an error, the same over HTTP and WebSocket: AppErrors as they are; the client's own mistakes in the document or its
 * variables with their code; a database that is away as UNAVAILABLE; everything else as INTERNAL_SERVER_ERROR with an `errorId` under which the
 * whole error is in the log.
 */
export function maskError(error: unknown, log: ErrorLog): GraphQLFormattedError {
  const chain = errorChain(error);
  const refusal = chain.find((link) => link instanceof AppError);
  if (refusal) return present(error, refusal.message, refusal.extensions);
  if (error instanceof GraphQLError) {
    const mistake = clientMistake(error, chain);
    if (mistake) return present(error, error.message, { ...mistake });
  }
  if (chain.some(isConnectivityError)) {
    log.warn({ err: chain.at(-1) }, 'The database is away.');
    return present(error, errorCatalogue.UNAVAILABLE, { code: 'UNAVAILABLE' });
  }
  const errorId = randomUUID();
  const path = error instanceof GraphQLError ? error.path : undefined;
  log.error({ err: chain.at(-1) ?? error, errorId, path }, 'An operation failed by a fault of the server.');
  return present(error, errorCatalogue.INTERNAL_SERVER_ERROR, { code: 'INTERNAL_SERVER_ERROR', errorId });
}

export function maskErrors(errors: readonly unknown[], log: ErrorLog): GraphQLFormattedError[] {
  return errors.map((error) => maskError(error, log));
}

/** True for errors of the driver that pass by themselves: the network, an election, a restart of the database. */
export function isConnectivityError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (connectivityErrors.has(error.name)) return true;
  if (!('code' in error)) return false;
  if (typeof error.code === 'string') return 'syscall' in error && lostConnectionCodes.has(error.code);
  return typeof error.code === 'number' && error.name.startsWith('Mongo') && connectivityCodes.has(error.code);
}

/** The error and what it was made from: `originalError` of GraphQL errors, `cause` of the rest. */
function errorChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let link: unknown = error;
  while (link !== undefined && link !== null && !chain.includes(link)) {
    chain.push(link);
    link = link instanceof GraphQLError && link.originalError ? link.originalError : link instanceof Error ? link.cause : undefined;
  }
  return chain;
}

function clientMistake(error: GraphQLError, chain: readonly unknown[]): Record<string, unknown> | null {
  if (chain.some((link) => !(link instanceof GraphQLError))) return null;
  const code = foreignCodes[String(error.extensions.code)] ?? uncodedMistake(error, chain);
  if (!code) return null;
  return code === 'BAD_USER_INPUT' ? { code, field: wrongArgument(error), reason: 'INVALID' } : { code };
}

/** Codes for the errors of graphql-js itself, which has none: over WebSocket nobody else adds them. */
function uncodedMistake(error: GraphQLError, chain: readonly unknown[]): ErrorCode | null {
  if (error.path) {
    // An argument that does not fit only when its variables are known (graphql-js, getArgumentValues) points at that argument.
    // Values that cannot be serialised carry no nodes and are the server's fault.
    const source = chain.at(-1);
    const kind = source instanceof GraphQLError && source !== error ? source.nodes?.[0]?.kind : undefined;
    return kind && kind !== Kind.FIELD ? 'BAD_USER_INPUT' : null;
  }
  if (error.message.startsWith('Syntax Error')) return 'GRAPHQL_PARSE_FAILED';
  const kind = error.nodes?.[0]?.kind;
  if (!kind) return 'BAD_REQUEST';
  return kind === Kind.VARIABLE_DEFINITION && error.nodes?.length === 1 && /^Variable "\$\w+" (?:has|got|of) /.test(error.message)
    ? 'BAD_USER_INPUT'
    : 'GRAPHQL_VALIDATION_FAILED';
}

/** `input.username` → `username`, as the rules of the operations themselves name it. */
function wrongArgument(error: GraphQLError): string {
  const inside = / at "\w+\.([\w.[\]]+)"/.exec(error.message)?.[1] ?? /Field "(\w+)" of required type/.exec(error.message)?.[1];
  return inside ?? /^Variable "\$(\w+)"/.exec(error.message)?.[1] ?? /^Argument "(\w+)"/.exec(error.message)?.[1] ?? 'variables';
}

function present(error: unknown, message: string, details: Record<string, unknown>): GraphQLFormattedError {
  // `http` is a word to Apollo Server about the status, not to the client.
  const { http: _, ...extensions } = details;
  if (!(error instanceof GraphQLError)) return { message, extensions };
  const { locations, path } = error.toJSON();
  return { message, ...(locations && { locations }), ...(path && { path }), extensions };
}
