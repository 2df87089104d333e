import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { errorCatalogue } from '../../api/graphql/errors.js';
import { people, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { repositoryDir, startServer, type TestServer } from '../testkit/server.js';

let server: TestServer;
let ana: Person;
beforeAll(async () => {
  server = await startServer();
  ({ ana } = await people(server, 'ana'));
});

const anonymously = (document: string) => refusalOf(requestGraphQL(server, document));

/** Posts a body as it is, and reads the answer as GraphQL answers are read. */
async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const response = await fetch(server.httpUrl, { method: 'POST', headers, body });
  const answer = (await response.json()) as {
    errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  };
  return { status: response.status, codes: answer.errors.map(({ extensions }) => extensions.code), answer };
}

describe('a document', () => {
  test.each([
    ['that is not GraphQL', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
    ['with an unknown field', '{ viewer { shoeSize } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['with an unknown argument', '{ users(search: "a", shoeSize: 43) { edges { cursor } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['with a wrong literal', '{ users(search: 7) { edges { cursor } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['that is far too deep', `{ viewer { user { id } } ${deep(20)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'that asks too much at once',
      `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: serverInfo { version }`).join(' ')} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s is refused with its code', async (_, document, code) => {
    expect(await anonymously(document)).toMatchObject({ code });
  });

  test('is refused over WebSocket with the same codes, and the socket lives on', async () => {
    for (const [document, code] of [
      ['subscription { events {', 'GRAPHQL_PARSE_FAILED'],
      ['subscription { events { shoeSize } }', 'GRAPHQL_VALIDATION_FAILED'],
    ] as const) {
      const end = await ana.live(document).end;
      expect(end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code } }] });
    }
    const live = await ana.events();
    await ana.request('mutation { updateProfile(input: { about: "still here" }) { id } }');
    await live.next(({ __typename }) => __typename === 'UserChanged');
  });
});

/** Valid in every field; only its depth is wrong. */
function deep(levels: number): string {
  return `message(id: "x") { ${'conversation { lastMessage { '.repeat(levels)} id ${'} }'.repeat(levels)} }`;
}

describe('variables', () => {
  const document = 'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { id } }';

  test.each([
    ['missing', undefined],
    ['of another type', { input: 'text' }],
    ['with a field too many', { input: { conversationId: 'x', clientId: 'x', text: 'x', shoeSize: 43 } }],
    ['with an operator in place of a text', { input: { conversationId: { $ne: null }, clientId: 'x', text: 'x' } }],
  ])('that are %s are bad input', async (_, variables) => {
    expect(await ana.refused(document, variables)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test.each([['0'.repeat(24)], ['not an id'], [''], ['$where'], ['a'.repeat(10_000)], ['\0']])(
    'the conversation %j is not found',
    async (conversationId) => {
      const input = { conversationId, clientId: 'c-1', text: 'Alô' };
      expect(await ana.refused(document, { input })).toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  test.each([['nonsense'], [''], ['AAAA'], ['a'.repeat(600)], ['{"t":1}']])('the event cursor %j is bad input', async (after) => {
    const end = await ana.live('subscription E($after: Cursor) { events(after: $after) { cursor } }', { after }).end;
    expect(end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('a request', () => {
  test('that is larger than the server takes is PAYLOAD_TOO_LARGE', async () => {
    const body = JSON.stringify({ query: '{ serverInfo { version } }', variables: { padding: 'x'.repeat(70 * 1024) } });
    expect(await post(body)).toMatchObject({ status: 413, codes: ['PAYLOAD_TOO_LARGE'] });
  });

  test.each([
    ['JSON that ends early', '{"query":'],
    ['an array of requests', '[{"query":"{ serverInfo { version } }"}]'],
    ['a number', '7'],
    ['nothing', ''],
    ['a query that is no text', '{"query":{"$gt":""}}'],
  ])('with %s is refused with a code of the catalogue, not as a fault', async (_, body) => {
    const { status, codes } = await post(body);
    expect(status).toBe(400);
    expectCatalogued(codes);
  });

  test('as a browser form could send it from anywhere is refused', async () => {
    const { status, codes } = await post('query={ serverInfo { version } }', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expectCatalogued(codes);
  });

  test('for a subscription over HTTP is told where to go', async () => {
    expect(await anonymously('subscription { events { cursor } }')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test('to an address where nothing is gets 404', async () => {
    const response = await fetch(`${server.url}/graphql/nothing.json`, { method: 'DELETE' });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });
});

describe('the catalogue of error codes', () => {
  const documentation = readFileSync(join(repositoryDir, 'docs/errors.md'), 'utf8');
  const rows = [...documentation.matchAll(/^\| `([A-Z_]+)` *\| (.*?) *\|$/gm)].map(([, code, meaning]) => [code, meaning]);

  test('is what docs/errors.md says, code by code and in the same words', () => {
    expect(Object.fromEntries(rows)).toEqual(errorCatalogue);
  });
});

function expectCatalogued(codes: readonly string[]): void {
  expect(codes.length).toBeGreaterThan(0);
  for (const code of codes) {
    expect(Object.keys(errorCatalogue)).toContain(code);
    expect(code).not.toBe('INTERNAL_SERVER_ERROR');
  }
}
