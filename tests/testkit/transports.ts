import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ErrorExtensions } from './refusal.js';
import type { RequestTarget } from './request.js';
import { noteUse } from './schema-use.js';
import type { TestServer } from './server.js';
import { withinDeadline } from './wait.js';

/** An answer as it came, with nothing taken away. */
export interface WholeAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: ErrorExtensions }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One query or mutation, whatever it is answered with. */
export type Ask = (
  server: Pick<TestServer, 'httpUrl' | 'wsUrl'>,
  token: RequestTarget['token'],
  document: string,
  variables?: Record<string, unknown>,
) => Promise<WholeAnswer>;

export const askOverHttp: Ask = async (server, token, query, variables = {}) => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(server.httpUrl, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const answer = (await response.json()) as WholeAnswer;
  noteUse(query, variables, answer.data);
  return answer;
};

/** On a socket of its own. An `error` of the protocol becomes what HTTP answers in that case: errors without data. */
export const askOverWebSocket: Ask = async (server, token, query, variables = {}) => {
  const client = createClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
  });
  const answer = new Promise<WholeAnswer>((resolve, reject) => {
    client.subscribe(
      { query, variables },
      {
        next: (result) => {
          noteUse(query, variables, result.data);
          resolve(result as WholeAnswer);
        },
        error: (cause) =>
          Array.isArray(cause)
            ? resolve({ errors: cause as NonNullable<WholeAnswer['errors']> })
            : reject(new Error('The socket was closed instead of an answer.', { cause })),
        complete: () => reject(new Error('The operation was completed without an answer.')),
      },
    );
  });
  return withinDeadline(answer, () => `no answer to ${query.slice(0, 200)}`).finally(() => client.terminate());
};

/** For `describe.each`: what holds over one must hold over the other. */
export const transports: readonly (readonly [name: string, ask: Ask])[] = [
  ['HTTP', askOverHttp],
  ['a WebSocket', askOverWebSocket],
];
