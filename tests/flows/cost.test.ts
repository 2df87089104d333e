import { beforeAll, expect, test } from 'vitest';
import { costBudget } from '../../api/graphql/cost.js';
import { people, type Person } from '../testkit/people.js';
import { startServer } from '../testkit/server.js';

let ana: Person;
let groupId: string;
beforeAll(async () => {
  const server = await startServer({ env: { RATE_LIMITS: 'on' } });
  ({ ana } = await people(server, 'ana'));
  groupId = await ana.createGroup('Costly');
});

// A page of messages in a page of messages: 10,000 objects for 120 characters.
const nested = `query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { conversation {
  messages(last: 100) { edges { node { author { id } } } } } } } } } }`;

test('an operation that costs more than allowed is refused before it runs, over HTTP', async () => {
  const refusal = await ana.refused(nested, { id: groupId });
  expect(refusal).toMatchObject({ code: 'COST_EXCEEDED', budget: costBudget, status: 400 });
  expect(refusal.cost).toBeGreaterThan(costBudget);
});

test('and over a WebSocket', async () => {
  const end = await ana.live(nested, { id: groupId }).end;
  expect(end).toMatchObject({ kind: 'refused', errors: [{ extensions: { code: 'COST_EXCEEDED', budget: costBudget } }] });
});

test('a large page is not', async () => {
  const page = `query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { seq author { id } } } } } }`;
  expect(await ana.request(page, { id: groupId })).toMatchObject({ conversation: { messages: { edges: [{ node: { seq: 1 } }] } } });
});
