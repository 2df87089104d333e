import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { costLimits } from '../../api/transport/cost-budget.js';
import { eventsDocument } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { askOverHttp, askOverWebSocket, transports, type WholeAnswer } from '../testkit/transports.js';
import { waitFor } from '../testkit/wait.js';

let server: TestServer;
let ana: Person;
let groupId: string;
beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'on' } });
  ({ ana } = await people(server, 'ana'));
  groupId = await ana.createGroup('Costly');
});

const { perOperation, budget, restoredPerSecond } = costLimits;

/** A page of messages in a page of messages: many objects for few characters, and next to nothing to do in an empty group. */
const nested = (last: number) => `query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { conversation {
  messages(last: ${last}) { edges { node { id } } } } } } } } }`;
const tooDear = nested(100);
const dear = nested(42);
const dearCost = 1 + 10 + 100 * (1 + 1 + 1 + 10 + 42 * 2);
const cheap = '{ serverInfo { version } }';

const costOf = (answer: WholeAnswer) => answer.extensions?.['cost'];
const refusalOf = (answer: WholeAnswer) => answer.errors?.[0]?.extensions;

/** Spends until there is not enough left for a dear operation; the answer that says so. */
async function spendAll(token: string | null): Promise<WholeAnswer> {
  for (let spent = 0; spent < 100; spent += 1) {
    const ask = spent % 2 ? askOverWebSocket : askOverHttp;
    const answer = await ask(server, token, dear, { id: groupId });
    if (refusalOf(answer)?.code === 'COST_EXCEEDED') return answer;
  }
  throw new Error(`${100 * dearCost} points were spent.`);
}

describe.each(transports)('over %s', (_name, ask) => {
  test('an operation that costs more than one may is refused before it runs, and fits at no time', async () => {
    const refusal = refusalOf(await ask(server, ana.accessToken, tooDear, { id: groupId }));
    expect(refusal).toMatchObject({ code: 'COST_EXCEEDED', budget: perOperation, retryAfterMs: null });
    expect(refusal?.['cost']).toBeGreaterThan(perOperation);
  });

  test('a large page is answered, and says what it cost', async () => {
    const page = `query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { seq author { id } } } } } }`;
    const answer = await ask(server, ana.accessToken, page, { id: groupId });
    expect(answer.data).toMatchObject({ conversation: { messages: { edges: [{ node: { seq: 1 } }] } } });
    expect(costOf(answer)).toEqual({ requested: 311, budget, remaining: expect.any(Number) as number, restoredPerSecond });
  });

  test('so does an answer with errors, and a write', async () => {
    const failed = await ask(server, ana.accessToken, 'mutation { leaveGroup(groupId: "nowhere") }');
    expect(refusalOf(failed)).toMatchObject({ code: 'NOT_FOUND' });
    expect(costOf(failed)).toMatchObject({ requested: 10 });
    expect(costOf(await ask(server, ana.accessToken, 'mutation { updateProfile(input: { about: "here" }) { id } }'))).toMatchObject({
      requested: 10,
    });
  });

  test('who is named in a list is paid for, one by one', async () => {
    const add = 'mutation ($ids: [ID!]!) { addMembers(groupId: "nowhere", userIds: $ids) { id } }';
    expect(costOf(await ask(server, ana.accessToken, add, { ids: ['a', 'b', 'c'] }))).toMatchObject({ requested: 10 + 3 * 10 });
    const all = Array.from({ length: 1_000 }, (_, index) => String(index));
    expect(refusalOf(await ask(server, ana.accessToken, add, { ids: all }))).toMatchObject({ code: 'COST_EXCEEDED', retryAfterMs: null });
  });

  test('whoever is signed out pays, too', async () => {
    expect(costOf(await ask(server, null, cheap))).toMatchObject({ requested: 10, budget });
  });
});

test('an account spends one budget over both, another has its own, and it comes back', async () => {
  const { bia, caio } = await people(server, 'bia', 'caio');
  const refused = await spendAll(bia.accessToken);
  const { retryAfterMs } = refusalOf(refused) ?? {};
  expect(refusalOf(refused)).toMatchObject({ code: 'COST_EXCEEDED', cost: dearCost, budget });
  expect(retryAfterMs).toBeGreaterThan(0);
  expect(retryAfterMs).toBeLessThanOrEqual((dearCost / restoredPerSecond) * 1000);
  const answer = await askOverHttp(server, caio.accessToken, cheap);
  expect(costOf(answer)).toMatchObject({ requested: 10, remaining: budget - 10 });
  await waitFor(
    async () => (await askOverWebSocket(server, bia.accessToken, dear, { id: groupId })).data,
    () => 'the budget does not come back',
  );
});

test('over HTTP a spent budget is 429 with Retry-After, an operation that is too dear 400', async () => {
  const { bia } = await people(server, 'bia');
  const post = (query: string) =>
    fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bia.accessToken}` },
      body: JSON.stringify({ query, variables: { id: groupId } }),
    });
  expect((await post(tooDear)).status).toBe(400);
  const response = await waitFor(
    async () => {
      const answer = await post(dear);
      return answer.status === 200 ? null : answer;
    },
    () => 'the budget is never spent',
  );
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toMatch(/^[1-5]$/);
});

describe('a subscription', () => {
  test('pays for one event when it begins', async () => {
    const { bia } = await people(server, 'bia');
    const document = `subscription { events { ... on ConversationChanged { conversation {
      messages(last: 100) { edges { node { conversation { messages(last: 42) { edges { node { id } } } } } } } } } } }`;
    const begun = bia.live(document);
    await spendAll(bia.accessToken);
    expect(await bia.live(document).end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'COST_EXCEEDED', budget } }] });
    begun.stop();
  });

  test('sends events, which many share, without a cost', async () => {
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
    const frames: string[] = [];
    socket.on('message', (data: Buffer) => frames.push(data.toString()));
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ana.accessToken}` } }));
    const until = (text: string) =>
      waitFor(
        () => frames.find((frame) => frame.includes(text)),
        () => `no ${text} in ${frames.join('\n')}`,
      );
    await until('connection_ack');
    socket.send(JSON.stringify({ id: 'events', type: 'subscribe', payload: { query: eventsDocument } }));
    expect(await until('"live":true')).not.toContain('extensions');
    await ana.send(groupId, 'What do I cost?');
    expect(await until('What do I cost?')).not.toContain('extensions');
    socket.terminate();
  });
});
