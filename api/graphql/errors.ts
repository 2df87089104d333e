import { GraphQLError } from 'graphql';

/**
 * The one catalogue of error codes. Every expected refusal is an AppError with one of these codes in
 * `extensions.code`; whatever else is thrown is logged under an id and masked as INTERNAL_SERVER_ERROR.
 * docs/errors.md is checked against this list by a test.
 */
export const errorCatalogue = {
  UNAUTHENTICATED: 'Sign in first, or the token is not valid any more.',
  FORBIDDEN: 'Signed in, but not allowed to do this.',
  NOT_FOUND: 'There is no such thing, or the viewer may not see it: the two look the same.',
  BAD_USER_INPUT: 'An argument is wrong. `extensions.field` names it, `extensions.reason` says why.',
  CONFLICT: 'It clashes with what is stored. `extensions.field` names what clashes.',
  RATE_LIMITED: 'Too many requests. Try again after `extensions.retryAfterMs` milliseconds.',
  COST_EXCEEDED: 'It costs more than allowed, `extensions.cost` and `.budget`, or than is left: try again after `extensions.retryAfterMs`.',
  PAYLOAD_TOO_LARGE: 'The request is larger than the server takes.',
  UPLOAD_INVALID: 'The uploaded bytes are not what was announced, or not allowed. `extensions.reason` says why.',
  CURSOR_EXPIRED: 'The event cursor is older than the server remembers: query again, then subscribe anew.',
  INVITE_EXPIRED: 'The invite is past its date.',
  INVITE_REVOKED: 'The invite was revoked.',
  INVITE_USED_UP: 'The invite was used as often as it allows.',
  UNAVAILABLE: 'The database is away for a moment. Safe to retry.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema, or breaks a limit on documents.',
  BAD_REQUEST: 'The request is not a GraphQL request that this server takes; the message says what is wrong.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Send the whole document: this server keeps no persisted queries.',
  INTERNAL_SERVER_ERROR: 'A fault of the server. `extensions.errorId` is in its log too.',
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

/** An expected refusal: reaches the client as it is. Everything else is masked. */
export class AppError extends GraphQLError {
  constructor(code: ErrorCode, message: string = errorCatalogue[code], details: Record<string, unknown> = {}) {
    super(message, { extensions: { ...details, code } });
    this.name = 'AppError';
  }
}

export const unauthenticated = () => new AppError('UNAUTHENTICATED');
export const forbidden = (message?: string) => new AppError('FORBIDDEN', message);
export const notFound = (what: string) => new AppError('NOT_FOUND', `There is no such ${what}.`);
/** `reason` is a short machine-readable word (EMPTY, TOO_LONG, INVALID, …); the message is for people. */
export const badUserInput = (field: string, reason: string, message: string) => new AppError('BAD_USER_INPUT', message, { field, reason });
/** `reason`, where a program should tell this conflict from others of the field: TOO_MANY where a limit is reached, BANNED who may not come in. */
export const conflict = (field: string, message: string, reason?: 'TOO_MANY' | 'BANNED') =>
  new AppError('CONFLICT', message, { field, ...(reason && { reason }) });
