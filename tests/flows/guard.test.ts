import { getIntrospectionQuery } from 'graphql';
import mongoose from 'mongoose';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentLimits } from '../../api/graphql/guard.js';
import { findFreePort } from '../testkit/free-port.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { transports, type WholeAnswer } from '../testkit/transports.js';
import { waitFor } from '../testkit/wait.js';
import { startTwoProcesses } from './two-processes.js';

let server: TestServer;
let ana: Person;
beforeAll(async () => {
  server = await startServer();
  ({ ana } = await people(server, 'ana'));
});

const codeOf = (answer: WholeAnswer) => answer.errors?.[0]?.extensions?.code;
const repeat = (text: string, times: number) => text.repeat(times);
const aliases = (count: number) => Array.from({ length: count }, (_, place) => `a${place}: email`).join(' ');
const deep = (levels: number) => `{ message(id: "x") { ${repeat('conversation { lastMessage { ', levels)} id ${repeat('} }', levels)} } }`;
/** Few characters that ask for very much: each fragment spreads the next three times. */
const spread = (layers: number) =>
  `{ viewer { ...f0 } } fragment f${layers} on Viewer { email } ${Array.from({ length: layers }, (_, place) => `fragment f${place} on Viewer { ${repeat(`...f${place + 1} `, 3)} }`).join(' ')}`;

describe.each(transports)('over %s', (_name, ask) => {
  test.each([
    ['levels', deep(Math.ceil(documentLimits.depth / 2)), 'levels deep'],
    ['aliases', `{ viewer { ${aliases(documentLimits.aliases + 1)} } }`, 'aliases'],
    ['root fields', `{ ${repeat('serverInfo { version } ', documentLimits.rootFields + 1)} }`, 'root fields'],
    ['directives', `{ viewer { ${repeat('email @include(if: true) ', documentLimits.directives + 1)} } }`, 'directives'],
    ['selections', spread(10), 'fields and fragments'],
  ])('a document of too many %s is refused before it runs', async (_what, document, complaint) => {
    const answer = await ask(server, ana.accessToken, document);
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(answer.errors?.map(({ message }) => message).join()).toContain(complaint);
    expect(answer.data ?? null).toBeNull();
  });

  test('a document of too many tokens is not even parsed', async () => {
    const answer = await ask(server, ana.accessToken, `{ ${repeat('email ', documentLimits.tokens)} }`);
    expect(codeOf(answer)).toBe('GRAPHQL_PARSE_FAILED');
    expect(answer.errors?.[0]?.message).toContain('tokens');
  });

  test('as much as the limits allow is answered', async () => {
    const answer = await ask(server, ana.accessToken, `{ viewer { ${aliases(documentLimits.aliases)} } }`);
    expect(answer).toMatchObject({ data: { viewer: { a0: ana.email } } });
  });

  test.each([
    ['users(search: "a", first: 51) { edges { cursor } }', 'first'],
    ['conversations(first: 101) { edges { cursor } }', 'first'],
    ['conversations(first: 0) { edges { cursor } }', 'first'],
  ])('a page beyond its limits is refused: %s', async (field, argument) => {
    const answer = await ask(server, ana.accessToken, `{ ${field} }`);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: argument, reason: 'OUT_OF_RANGE' });
  });

  test('variables of a wrong type are bad input, and few of their faults are listed', async () => {
    const document = 'mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken } }';
    const wrong = Object.fromEntries(Array.from({ length: 50 }, (_, place) => [`wrong${place}`, place]));
    const answer = await ask(server, null, document, { input: wrong });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    // Five, and one that says that there are more.
    expect(answer.errors?.length).toBeLessThanOrEqual(6);
  });
});

test.each(transports)('a fault of the server shows nothing but an id over %s, and its log has the rest under it', async (_name, ask) => {
  const { first, second, databaseUri } = await startTwoProcesses();
  const { bia } = await people(first, 'bia');
  const connection = await mongoose.createConnection(databaseUri).asPromise();
  await connection.collection('users').updateOne({ username: bia.username }, { $set: { createdAt: 'the secret of the house' } });
  const answer = await ask(first, bia.accessToken, '{ viewer { user { createdAt } } }');
  const { message, extensions } = answer.errors?.[0] ?? { message: '' };
  expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) as string });
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect(message).not.toContain('DateTime');
  const line = await waitFor(
    () => first.logs.split('\n').find((text) => text.includes(String(extensions?.errorId))),
    () => 'the log does not have the id',
  );
  expect(line).toContain('the secret of the house');
  await connection.close();
  await second.stop();
  await first.stop();
});

describe('introspection', () => {
  const whole = getIntrospectionQuery();

  test.each(transports)('is for everybody over %s where only programs of this machine reach the server', async (_name, ask) => {
    expect(await ask(server, null, whole)).toHaveProperty('data.__schema');
  });

  test('is for people who are signed in where others reach it; who is not, still opens the playground', async () => {
    const port = await findFreePort();
    // Only what it says of itself matters: it goes on listening on the loopback address.
    const exposed = await startServer({ port, env: { PUBLIC_URL: `http://chat.example.org:${port}` } });
    const url = `http://127.0.0.1:${port}`;
    const reached = { httpUrl: `${url}/graphql`, wsUrl: `ws://127.0.0.1:${port}/graphql` };
    const { bia } = await people(reached, 'bia');
    for (const [name, ask] of transports) {
      expect(codeOf(await ask(reached, null, whole)), name).toBe('UNAUTHENTICATED');
      expect(codeOf(await ask(reached, null, '{ t: __type(name: "Query") { name } }')), name).toBe('UNAUTHENTICATED');
      expect(await ask(reached, bia.accessToken, whole), name).toHaveProperty('data.__schema');
      expect(await ask(reached, null, '{ __typename serverInfo { version } }'), name).toHaveProperty('data.serverInfo');
    }
    const response = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await response.text()).toContain('<div id="playground">');
    await exposed.stop();
  });
});
