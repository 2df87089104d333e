import { RequestRefused, type ErrorExtensions, type Refusal } from './refusal.js';
import { noteUse } from './schema-use.js';

/** Where to ask, and as whom. */
export interface RequestTarget {
  readonly httpUrl: string;
  readonly token?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

interface GraphQLAnswer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: ErrorExtensions }[];
}

/** One operation over HTTP, with plain fetch as a third party would. Returns `data`; throws RequestRefused when there are errors. */
export async function requestGraphQL<T>(target: RequestTarget, document: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await fetch(target.httpUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(target.token ? { authorization: `Bearer ${target.token}` } : {}),
      ...target.headers,
    },
    body: JSON.stringify({ query: document, variables }),
  });
  const text = await response.text();
  const answer = parseAnswer<T>(text, response.status);
  noteUse(document, variables, answer.data);
  const first = answer.errors?.[0];
  if (first) throw new RequestRefused({ ...first.extensions, message: first.message, status: response.status }, answer);
  if (!answer.data) throw new Error(`An answer without data and errors (HTTP ${response.status}): ${text}`);
  return answer.data;
}

/** The first error of an operation that must be refused. */
export async function refusalOf(request: Promise<unknown>): Promise<Refusal> {
  try {
    await request;
  } catch (error) {
    if (error instanceof RequestRefused) return error.refusal;
    throw error;
  }
  throw new Error('This was to be refused, but went through.');
}

function parseAnswer<T>(text: string, status: number): GraphQLAnswer<T> {
  try {
    return JSON.parse(text) as GraphQLAnswer<T>;
  } catch (cause) {
    throw new Error(`The answer (HTTP ${status}) is not JSON: ${text.slice(0, 500)}`, { cause });
  }
}
