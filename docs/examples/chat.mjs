// Two people talk, with plain fetch and the graphql-ws client: node docs/examples/chat.mjs http://127.0.0.1:4000/graphql
import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws'; // Browsers, and Node 22 on, have their own.
const url = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';

/** One operation over HTTP: `data`, or an error with the code from docs/errors.md. */
async function request(query, variables, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`${errors[0].extensions.code}: ${errors[0].message}`);
  return data;
}

async function signUp(name) {
  const username = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  const input = { username, displayName: name, email: `${username}@example.com`, password: randomUUID() };
  const query = 'mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken viewer { user { id } } } }';
  const { signUp: auth } = await request(query, { input });
  return { name, username, id: auth.viewer.user.id, token: auth.accessToken };
}

/** Everything that changes for a person. Keep the last event's cursor: handed back as `after`, it makes sure that nothing is missed. */
async function* listen(person) {
  const { serverInfo } = await request('{ serverInfo { eventCursor } }', {}, person.token);
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${person.token}` },
  });
  const query = `subscription ($after: Cursor) { events(after: $after) {
    __typename cursor ... on MessageAdded { message { seq text author { id displayName } } } } }`;
  yield 'listening';
  for await (const { data } of client.iterate({ query, variables: { after: serverInfo.eventCursor } })) {
    const message = data.events.message;
    if (message && message.author?.id !== person.id)
      yield `${person.name} hears #${message.seq} from ${message.author?.displayName}: ${message.text}`;
  }
}

/** The clientId makes a send safe to repeat: the same one is stored once. */
const send = (person, conversationId, text) =>
  request(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq } }',
    { input: { conversationId, clientId: randomUUID(), text } },
    person.token,
  );

const [ana, bia] = [await signUp('Ana'), await signUp('Bia')];
console.log(`Signed up ${ana.username} and ${bia.username}.`);
const start = 'mutation ($userId: ID!) { startDirectConversation(userId: $userId) { id } }';
const conversation = (await request(start, { userId: bia.id }, ana.token)).startDirectConversation.id;
const [heardByAna, heardByBia] = [listen(ana), listen(bia)];
await Promise.all([heardByAna.next(), heardByBia.next()]);
for (const text of ['Olá, Bia! ☁️', 'Do you read me?']) await send(ana, conversation, text);
for (let count = 0; count < 2; count += 1) console.log((await heardByBia.next()).value);
await send(bia, conversation, 'Loud and clear.');
console.log((await heardByAna.next()).value);
process.exit(0);
