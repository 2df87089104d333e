import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GraphQLError, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import pino from 'pino';
import { afterEach } from 'vitest';
import { WebSocketServer } from 'ws';
import { createContext, type ViewerIdentity } from '../../api/context.js';
import { maskErrors } from '../../api/graphql/masking.js';
import type { LiveEngine } from '../../api/live/engine.js';
import { RecentUsers } from '../../api/modules/users/recent-users.js';
import { attachWebSocket } from '../../api/transport/websocket.js';
import { join, message, start } from '../live/engine-on-memory.js';
import { createMemorySource, type MemorySource, type WrittenChange } from '../live/memory-source.js';
import { createProtocolSchema } from './protocol-schema.js';

const log = pino({ level: 'silent' });

/** Ours and graphql-ws as its documentation sets it up: one schema, one live engine, so that both hear the very same events. */
export interface TwoServers {
  readonly shipped: ProtocolServer;
  readonly reference: ProtocolServer;
  /** A conversation of ana and bia that nobody else's test writes to. */
  conversation(): string;
  commit(...changes: readonly WrittenChange[]): void;
  /** Commits a message for each text, in this order. */
  say(conversationId: string, ...texts: readonly string[]): void;
}

export interface ProtocolServer {
  readonly url: string;
  readonly port: number;
  /** The server's ends of its connections, as they were opened. */
  readonly connections: readonly Socket[];
}

/** For one test: both end with it. */
export async function startTwoServers(): Promise<TwoServers> {
  const source: MemorySource = createMemorySource();
  const live = await start(source);
  const schema = createProtocolSchema();
  const [ours, theirs] = [createServer(), createServer()];
  attachWebSocket({
    server: ours,
    schema,
    authenticate: (token) => Promise.resolve(viewerOf(token)),
    isSignedIn: () => true,
    live,
    log,
    admit: () => null,
    allowedOrigins: [],
    recentUsers: new RecentUsers(),
    findMembers: async (_conversationId, userIds) => new Set(userIds),
  });
  serveReference(theirs, schema, live);
  const [shipped, reference] = [await listen(ours), await listen(theirs)];
  let conversations = 0;
  return {
    shipped,
    reference,
    conversation() {
      conversations += 1;
      const id = `talk-${conversations}`;
      source.commit(join(`${id}:ana`), join(`${id}:bia`));
      return id;
    },
    commit: (...changes) => void source.commit(...changes),
    say: (conversationId, ...texts) => texts.forEach((text) => source.commit(message(`${conversationId}:${text}`))),
  };
}

/** https://the-guild.dev/graphql/ws/get-started, with the masking hooks, and the recipe that answers a document that does not parse with an error. */
function serveReference(server: Server, schema: ReturnType<typeof createProtocolSchema>, live: LiveEngine): void {
  const webSockets = new WebSocketServer({ server, path: '/graphql' });
  const request = { address: '', userAgent: '', wantsSessionCookie: false, sessionCookie: null, setSessionCookie() {} };
  useServer(
    {
      schema,
      // As where it ships: what went wrong inside is no reason to tell a peer.
      isProd: true,
      context: ({ connectionParams }) =>
        createContext({ viewer: viewerOf(tokenOf(connectionParams?.['authorization'])), request, live: live.forSocket(() => {}), log }),
      onSubscribe(_context, _id, { query }) {
        try {
          parse(query);
          return undefined;
        } catch (error) {
          if (error instanceof GraphQLError) return [error];
          throw error;
        }
      },
      onNext: (_context, _id, _payload, _args, result) => (result.errors ? { ...result, errors: maskErrors(result.errors, log) } : result),
      onError: (_context, _id, _payload, errors) => maskErrors(errors, log),
    },
    webSockets,
  );
}

const tokenOf = (authorization: unknown) => (typeof authorization === 'string' ? authorization.replace('Bearer ', '') : null);
const viewerOf = (token: string | null): ViewerIdentity | null =>
  token === null ? null : { userId: token, sessionId: `session of ${token}`, expiresAt: new Date(Date.now() + 3_600_000), scopes: null };

const running = new Set<Server>();
afterEach(() => {
  for (const server of running) {
    server.close();
    server.closeAllConnections();
  }
  running.clear();
});

async function listen(server: Server): Promise<ProtocolServer> {
  running.add(server);
  const connections: Socket[] = [];
  server.on('connection', (connection) => connections.push(connection));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}/graphql`, port, connections };
}
