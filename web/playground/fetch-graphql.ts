import type { Fetcher, FetcherOpts, FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { tokenPlaceholder } from './first-tab.js';
import { endpoint, readAccessToken } from './session.js';

/**
 * Queries and mutations over HTTP, subscriptions over a WebSocket at the same address, both with what the Headers editor says, and where that names
 * nobody as who is signed in here.
 */
export const fetchGraphQL: Fetcher = (params, options) => {
  const headers = readHeaders(options?.headers);
  return isSubscription(params, options) ? subscribe(params, headers) : request(params, headers);
};

async function withIdentity(headers: Record<string, string>): Promise<Record<string, string>> {
  if ('authorization' in headers) return headers;
  const token = await readAccessToken();
  return token === null ? headers : { ...headers, authorization: `Bearer ${token}` };
}

function isSubscription({ operationName }: FetcherParams, options: FetcherOpts | undefined): boolean {
  if (!options?.documentAST) return false;
  return getOperationAST(options.documentAST, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

async function request(params: FetcherParams, headers: Record<string, string>): Promise<object> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      ...(await withIdentity(headers)),
      'content-type': 'application/json',
    },
    body: JSON.stringify(params),
  });
  return (await response.json()) as object;
}

/** A socket of its own for each subscription, so that a token put into the editor since the last one counts. */
async function* subscribe(params: FetcherParams, headers: Record<string, string>): AsyncGenerator<object> {
  const client = createClient({
    url: new URL(endpoint, location.href.replace(/^http/, 'ws')).href,
    connectionParams: () => withIdentity(headers),
    retryAttempts: 0,
  });
  try {
    yield* client.iterate({ query: params.query, operationName: params.operationName, variables: asRecord(params.variables) });
  } catch (error) {
    throw explain(error);
  } finally {
    await client.dispose();
  }
}

/** With lower-case names: connection_init wants `authorization`, whatever case the editor has; HTTP does not mind. */
function readHeaders(headers: Record<string, unknown> | undefined): Record<string, string> {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== tokenPlaceholder));
}

const asRecord = (variables: unknown) => (typeof variables === 'object' ? (variables as Record<string, unknown> | null) : null);

/** A closed socket arrives as an event, which GraphiQL would show as `{}`. */
function explain(error: unknown): unknown {
  if (!(error instanceof CloseEvent)) return error;
  return new Error(`The connection was closed (${error.code}${error.reason ? `: ${error.reason}` : ''}).`);
}
