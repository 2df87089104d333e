import { beforeAll, describe, expect, test } from 'vitest';
import { errorCatalogue } from '../../api/graphql/errors.js';
import { makeAdmin } from '../testkit/admin.js';
import { listArguments, unknownId, type ArgumentPlace } from '../testkit/arguments.js';
import { people, type Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import { startServer } from '../testkit/server.js';

/**
 * Whatever is put where, as by somebody who looks for a way in: no operator reaches the database, no text breaks anything, and what is tried changes nothing
 * of others. Ana tries; bia is whom it is tried on.
 */

let ana: Person;
let bia: Person;
/** Below the roots, of a group of ana's. */
let places: ArgumentPlace[];
beforeAll(async () => {
  const server = await startServer();
  ({ ana, bia } = await people(server, 'ana', 'bia'));
  // To administrators more is open.
  await makeAdmin(server, ana);
  const groupId = await ana.createGroup('Hostile', bia);
  const directId = await ana.startDirect(bia);
  const { id } = await ana.send(groupId, 'a message');
  await ana.request('mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }', { id });
  await ana.request('mutation { createWebhook(input: { url: "https://example.org/", events: [MESSAGE_ADDED] }) { secret } }');
  const { createInvite } = await ana.request<{ createInvite: { code: string } }>(
    'mutation ($groupId: ID!) { createInvite(groupId: $groupId) { code } }',
    { groupId },
  );
  const inGroup = (field: string) => `conversation(id: "${groupId}") { ... on Group { ${field} } }`;
  const inMessage = (field: string) => `message(id: "${id}") { ${field} }`;
  places = listArguments({
    Conversation: (field) => `conversation(id: "${groupId}") { ${field} }`,
    DirectConversation: (field) => `conversation(id: "${directId}") { ... on DirectConversation { ${field} } }`,
    Group: inGroup,
    User: (field) => `viewer { user { ${field} } }`,
    Message: inMessage,
    Reaction: (field) => inMessage(`reactions { ${field} }`),
    InvitePreview: (field) => `invite(code: "${createInvite.code}") { ${field} }`,
    Webhook: (field) => `viewer { webhooks { ${field} } }`,
    Attachment: (field) => inGroup(`attachments { edges { node { ${field} } } }`),
  });
});

/** The code of the refusal, or `answered`: over HTTP, and on a socket that is open. */
type Ask = (place: ArgumentPlace, value: unknown) => Promise<string>;
const transports: readonly (readonly [string, Ask])[] = [
  [
    'HTTP',
    async ({ document, operation, variablesWith }, value) => {
      try {
        await ana.request(document, variablesWith(value));
        return 'answered';
      } catch (error) {
        if (!(error instanceof RequestRefused)) throw error;
        // Subscriptions are for sockets, whatever their variables.
        if (operation === 'subscription') expect(error.code).toBe('BAD_REQUEST');
        return error.code ?? 'no code';
      }
    },
  ],
  [
    'a socket',
    async ({ document, name, variablesWith }, value) => {
      const stream = ana.live(document, variablesWith(value));
      // Who asks for nobody's presence hears nothing; what is asked on the same socket after it is answered after it.
      const begun = name.startsWith('presence(') ? [ana.live('{ serverInfo { version } }').end] : [];
      const end = await Promise.race([stream.end, ...begun]);
      stream.stop();
      if (end.kind === 'closed') throw new Error(`The socket was closed: ${JSON.stringify(end)}`);
      return end.kind === 'refused' ? (end.errors[0]?.extensions.code ?? 'no code') : 'answered';
    },
  ],
];

const texts = ['{"$ne":null}', '$where', '.*', '__proto__', "' || '1'=='1", '\0', '\ud800', 'x'.repeat(9_000)];
const operators: readonly unknown[] = [{ $ne: null }, { $gt: '' }, { $where: 'true' }, JSON.parse('{"__proto__":{"admin":true}}')];
/** As the cursors of lists are made (api/graphql/pages.ts), with an operator, too little or too much in them. */
const lists = ['message', 'conversation', 'member', 'attachment', 'reactor', 'users', 'search', 'webhookDeliveries', 'report', 'audit'];
const forgedCursors = lists
  .flatMap((list) => [
    [list],
    [list, { $gt: '' }, { $gt: '' }],
    [list, '{"$gt":""}', '$where'],
    [list, '-1', ''],
    [list, '9'.repeat(30), unknownId],
  ])
  .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));
/** As it goes into a place of that kind. */
const fit = (place: ArgumentPlace, value: unknown) => (place.isList ? [value] : value);
const isText = ({ typeName }: ArgumentPlace) => ['ID', 'String', 'Cursor', 'DateTime'].includes(typeName);
/** Where it is looked at: of a conversation that is not there none is. */
const isCursor = ({ typeName, name }: ArgumentPlace) => typeName === 'Cursor' && !name.startsWith('conversationEvents(');
const isId = ({ typeName, name }: ArgumentPlace) => typeName === 'ID' && !name.endsWith('clientId)');

/** A socket runs 20 operations at a time. */
const atOnce = 8;

/** What each of the values is answered with in each of the places, as `place: value → outcome`, where the outcome is not as it should be. */
async function findOdd(ask: Ask, where: readonly ArgumentPlace[], values: readonly unknown[], isRight: (outcome: string) => boolean) {
  const odd: string[] = [];
  for (const place of where) {
    for (let first = 0; first < values.length; first += atOnce) {
      const asked = values.slice(first, first + atOnce);
      const outcomes = await Promise.all(asked.map((value) => ask(place, fit(place, value))));
      outcomes.forEach((outcome, index) => {
        if (!isRight(outcome)) odd.push(`${place.name}: ${JSON.stringify(asked[index]).slice(0, 60)} → ${outcome}`);
      });
    }
  }
  return odd;
}

test('every argument of the schema is found', () => {
  expect(places.length).toBeGreaterThan(150);
  expect(places.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['sendMessage(input.uploadIds)', 'Conversation.messages(before)', 'presence(userIds)', 'signIn(input.login)']),
  );
});

describe.each(transports)('over %s', (_name, ask) => {
  test('an operator in the place of a value is bad input, whatever the argument', async () => {
    const isRefused = (outcome: string) => outcome === 'BAD_USER_INPUT' || outcome === 'BAD_REQUEST';
    expect(await findOdd(ask, places, operators, isRefused)).toEqual([]);
  });

  test('no text is a fault of the server, also not an operator that is written as one', async () => {
    const isExpected = (outcome: string) => outcome === 'answered' || (outcome in errorCatalogue && outcome !== 'INTERNAL_SERVER_ERROR');
    expect(await findOdd(ask, places.filter(isText), texts, isExpected)).toEqual([]);
  });

  test('an id that is none is like one that nobody has, also where it is an operator for the database', async () => {
    for (const place of places.filter(isId)) {
      const unknown = await ask(place, fit(place, unknownId));
      expect(await findOdd(ask, [place], texts.slice(0, 6), (outcome) => outcome === unknown)).toEqual([]);
    }
  });

  test('a cursor that is forged in the form of a real one is refused, in every list', async () => {
    expect(
      await findOdd(ask, places.filter(isCursor), forgedCursors, (outcome) => outcome === 'BAD_USER_INPUT' || outcome === 'BAD_REQUEST'),
    ).toEqual([]);
  });

  test('no text is taken that holds NUL or half of a character', async () => {
    // Compared with what is stored, hashed, or looked for, and never stored itself.
    const isCompared = ({ name }: ArgumentPlace) => /^unregisterPush|password|token\)|login|search|query|code\)|username\)$/i.test(name);
    const taken = places.filter((place) => place.typeName === 'String' && !isCompared(place));
    expect(taken.length).toBeGreaterThan(20);
    expect(await findOdd(ask, taken, ['a\0b', 'a\ud83d'], (outcome) => outcome !== 'answered')).toEqual([]);
  });

  test('nothing of that has changed what is somebody else’s', async () => {
    const mine =
      '{ viewer { user { displayName } sessions { current } blockedUsers { id } } conversations { edges { node { lastMessage { text } } } } }';
    expect(await bia.request(mine)).toEqual({
      viewer: { user: { displayName: 'Bia' }, sessions: [{ current: true }], blockedUsers: [] },
      conversations: { edges: [{ node: { lastMessage: { text: 'a message' } } }, { node: { lastMessage: null } }] },
    });
  });
});
