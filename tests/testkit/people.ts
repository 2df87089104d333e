import { randomBytes, randomUUID } from 'node:crypto';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  createGroupDocument,
  eventCursorDocument,
  eventsDocument,
  sendMessageDocument,
  signUpDocument,
  startDirectDocument,
  type AuthView,
  type EventView,
  type MessageView,
} from './documents.js';
import { openLiveStream, type LiveStream } from './live-stream.js';
import type { Refusal } from './refusal.js';
import { refusalOf, requestGraphQL } from './request.js';
import type { TestServer } from './server.js';

/** Where a person's client connects: a server of the testkit, or anything that answers there. */
export type Address = Pick<TestServer, 'httpUrl' | 'wsUrl'>;

export interface Credentials {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}

/** Somebody with an account and one signed-in client: HTTP for operations, one socket for all subscriptions. */
export interface Person extends Credentials {
  readonly id: string;
  /** May be replaced after a refresh; the socket takes the one it finds when it connects. */
  accessToken: string;
  refreshToken: string;
  /** `data` of the answer, or a RequestRefused with the error's code. */
  request<T>(document: string, variables?: Record<string, unknown>): Promise<T>;
  /** The first error of an operation that must be refused. */
  refused(document: string, variables?: Record<string, unknown>): Promise<Refusal>;
  /** Subscribes. Items are the value of the subscription's one root field. It never reconnects by itself: a lost connection is `end`. */
  live<T>(document: string, variables?: Record<string, unknown>): LiveStream<T>;
  /** Subscribes to `events` from a cursor that is fetched first, so that nothing after this call is missed. */
  events(after?: string): Promise<LiveStream<EventView>>;
  eventCursor(): Promise<string>;
  startDirect(other: { readonly id: string }): Promise<string>;
  createGroup(name: string, ...members: readonly { readonly id: string }[]): Promise<string>;
  send(conversationId: string, text: string, clientId?: string): Promise<MessageView>;
  /** The same person on another device, with a socket of its own. */
  on(address: Address): Person;
  /** Closes the socket. */
  disconnect(): void;
}

/** One that is closed while it connects says so by an error, to which graphql-ws no longer listens then. */
class ToleratedWebSocket extends WebSocket {
  constructor(...args: ConstructorParameters<typeof WebSocket>) {
    super(...args);
    this.on('error', () => {});
  }
}

const clients = new Set<Client>();

/** Closes every socket that was opened here, for the test runner's set-up. */
export function disconnectEverybody(): void {
  for (const client of clients) client.terminate();
  clients.clear();
}

/** Signs up people with unique usernames: `const { ana, bia } = await people(server)`; with names, those. */
export function people(server: Address): Promise<Record<'ana' | 'bia' | 'caio', Person>>;
export function people<Name extends string>(server: Address, ...names: readonly [Name, ...Name[]]): Promise<Record<Name, Person>>;
export async function people(server: Address, ...names: readonly string[]): Promise<Record<string, Person>> {
  const wanted = names.length > 0 ? names : ['ana', 'bia', 'caio'];
  const entries = await Promise.all(wanted.map(async (name) => [name, await signUp(server, credentialsFor(name))] as const));
  return Object.fromEntries(entries);
}

/** Fresh credentials of a person with that first name; the username is unique. */
export function credentialsFor(name: string): Credentials {
  const username = `${name.toLowerCase()}-${randomBytes(5).toString('hex')}`;
  const displayName = name.charAt(0).toUpperCase() + name.slice(1);
  return { username, displayName, email: `${username}@example.test`, password: `${name}-keeps-a-secret` };
}

export async function signUp(server: Address, credentials: Credentials): Promise<Person> {
  const { username, displayName, email, password } = credentials;
  const input = { username, displayName, email, password };
  const { signUp: auth } = await requestGraphQL<{ signUp: AuthView }>(server, signUpDocument, { input });
  return personOf(server, credentials, auth);
}

/** A person from what signUp, signIn or refreshSession answered. */
export function personOf(server: Address, credentials: Credentials, auth: AuthView): Person {
  let client: Client | undefined;
  const person: Person = {
    ...credentials,
    id: auth.viewer.user.id,
    accessToken: auth.accessToken,
    refreshToken: auth.refreshToken ?? '',
    request: (document, variables) => requestGraphQL({ httpUrl: server.httpUrl, token: person.accessToken }, document, variables),
    refused: (document, variables) => refusalOf(person.request(document, variables)),
    live<T>(document: string, variables: Record<string, unknown> = {}) {
      client ??= connect(server, () => person.accessToken);
      return openLiveStream<T>(client, document, variables);
    },
    async events(after) {
      return person.live<EventView>(eventsDocument, { after: after ?? (await person.eventCursor()) });
    },
    async eventCursor() {
      const { serverInfo } = await person.request<{ serverInfo: { eventCursor: string } }>(eventCursorDocument);
      return serverInfo.eventCursor;
    },
    async startDirect(other) {
      const answer = await person.request<{ startDirectConversation: { id: string } }>(startDirectDocument, { userId: other.id });
      return answer.startDirectConversation.id;
    },
    async createGroup(name, ...members) {
      const input = { name, memberIds: members.map((member) => member.id) };
      const answer = await person.request<{ createGroup: { id: string } }>(createGroupDocument, { input });
      return answer.createGroup.id;
    },
    async send(conversationId, text, clientId = randomUUID()) {
      const input = { conversationId, text, clientId };
      const answer = await person.request<{ sendMessage: MessageView }>(sendMessageDocument, { input });
      return answer.sendMessage;
    },
    on: (address) => personOf(address, credentials, { ...auth, accessToken: person.accessToken, refreshToken: person.refreshToken }),
    disconnect() {
      client?.terminate();
      if (client) clients.delete(client);
      client = undefined;
    },
  };
  return person;
}

function connect(server: Address, token: () => string): Client {
  const client = createClient({
    url: server.wsUrl,
    webSocketImpl: ToleratedWebSocket,
    retryAttempts: 0,
    connectionParams: () => ({ authorization: `Bearer ${token()}` }),
  });
  clients.add(client);
  return client;
}
