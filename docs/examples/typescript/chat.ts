// Two people talk, with types made from the server's schema: npx graphql-codegen, then npx tsx chat.ts http://127.0.0.1:4000/graphql
import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws'; // Browsers, and Node 22 on, have their own.
import { graphql } from './generated/gql.js';
import type { EventsSubscription, TypedDocumentString } from './generated/graphql.js';

const url = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';

const SignUp = graphql(`
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      accessToken
      viewer {
        user {
          id
          displayName
        }
      }
    }
  }
`);
const Start = graphql(`
  mutation Start($userId: ID!) {
    startDirectConversation(userId: $userId) {
      id
    }
  }
`);
const Send = graphql(`
  mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) {
      seq
    }
  }
`);
const Cursor = graphql(`
  query Cursor {
    serverInfo {
      eventCursor
    }
  }
`);
const Events = graphql(`
  subscription Events($after: Cursor) {
    events(after: $after) {
      __typename
      cursor
      ... on MessageAdded {
        message {
          seq
          text
          author {
            id
            displayName
          }
        }
      }
    }
  }
`);

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** One operation over HTTP: its data, or an error with the code from docs/errors.md. */
async function request<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: document.toString(), variables }) });
  const { data, errors } = (await response.json()) as Answer<Data>;
  if (errors?.[0]) throw new Error(`${errors[0].extensions.code}: ${errors[0].message}`);
  if (!data) throw new Error(`HTTP ${response.status}`);
  return data;
}

async function signUp(displayName: string) {
  const username = `${displayName.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  const input = { username, displayName, email: `${username}@example.com`, password: randomUUID() };
  const { accessToken, viewer } = (await request(SignUp, { input })).signUp;
  return { ...viewer.user, token: accessToken };
}
type Person = Awaited<ReturnType<typeof signUp>>;

/** What others write. Store the newest cursor, and hand it back as `after` when you come again: then nothing is missed. */
async function* listen(person: Person): AsyncGenerator<string> {
  let after = (await request(Cursor, {}, person.token)).serverInfo.eventCursor;
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: () => ({ authorization: `Bearer ${person.token}` }),
  });
  const events = client.iterate<EventsSubscription>({ query: Events.toString(), variables: { after } });
  yield 'listening';
  for await (const { data } of events) {
    if (!data) continue;
    after = data.events.cursor;
    if (data.events.__typename !== 'MessageAdded' || data.events.message.author?.id === person.id) continue;
    const { seq, author, text } = data.events.message;
    yield `${person.displayName} hears #${seq} from ${author?.displayName}: ${text}`;
  }
}

const [ana, bia] = [await signUp('Ana'), await signUp('Bia')];
const conversationId = (await request(Start, { userId: bia.id }, ana.token)).startDirectConversation.id;
const heardByBia = listen(bia);
await heardByBia.next();
for (const text of ['Olá, Bia! ☁️', 'Typed from end to end.']) {
  // The clientId makes a send safe to repeat: the same one is stored once.
  await request(Send, { input: { conversationId, clientId: randomUUID(), text } }, ana.token);
}
for (let count = 0; count < 2; count += 1) console.log((await heardByBia.next()).value);
process.exit(0);
