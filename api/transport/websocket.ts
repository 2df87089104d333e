import type { GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import type { RequestContext, ViewerIdentity } from '../context.js';
import type { LiveEngine } from '../live/engine.js';
import type { RecentUsers } from '../modules/users/recent-users.js';
import { networkOf } from '../graphql/network-address.js';
import type { Admit } from './admission.js';
import type { IsSignedIn } from './signed-in.js';
import { Socket } from './socket.js';
import { socketMetrics } from './socket-metrics.js';
import { speakProtocol } from './socket-adapter.js';
import type { FindMembers } from './sharing.js';
import { createSocketProtocol } from './socket-protocol.js';

const path = '/graphql';
const maxPayloadBytes = 65_536;
const maxFragments = 64;
const watchIntervalMs = 1_000;
/** A feed that has told nothing for so long, though it has a heartbeat every 2 s, may be silent about the end of a session, too. */
const quietAfterMs = 2_500;
const goingAwayCode = 1001;
/** At shutdown sockets close at random over this time, so that their clients do not all come back at once. */
const closeSpreadMs = (sockets: number) => Math.min(3_000, sockets * 10);
const drainTimeoutMs = 6_000;
const closeTimeoutMs = 1_500;
const pollMs = 20;

export interface WebSocketOptions {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  /** The viewer of an access token, null without one; throws UNAUTHENTICATED for a bad one. */
  authenticate(token: string | null): Promise<ViewerIdentity | null>;
  /** Whether who was authenticated still is; asked for each operation. */
  readonly isSignedIn: IsSignedIn;
  readonly live: LiveEngine;
  /** Users whom the change feed keeps true, for the execution of events. */
  readonly recentUsers: RecentUsers;
  /** For events that come late. */
  readonly findMembers: FindMembers;
  readonly log: Logger;
  /** Whether an operation may run. */
  readonly admit: Admit;
  /** Origins of browsers that may connect, as `https://chat.example.org`. Clients that send no Origin are no browsers, and may. */
  readonly allowedOrigins: readonly string[];
  /** The client's address where a proxy tells it. Default: the connection's. */
  addressOf?(request: IncomingMessage): string;
  /**
   * Told of each socket that has a viewer, from then until it is closed. `request` stands for the socket: the resolvers of what comes over it find it in their
   * context.
   */
  readonly presence?: { open(request: RequestContext, viewer: ViewerIdentity): void; close(request: RequestContext): void };
  /** Further sockets of one address are refused with 429. Default: no limit. */
  readonly maxSocketsPerAddress?: number;
}

/**
 * GraphQL over WebSocket (graphql-transport-ws, by graphql-ws) on `/graphql` of an HTTP server: subscriptions, queries and
 * mutations with the guard, the context and the masking of HTTP. A socket belongs to the viewer of its connection_init and
 * closes with 4403 when the access token ends, or the session, on whichever process: as soon as the change feed tells of it; with the
 * first operation after `isSignedIn` knows, whatever the feed says; and while the feed says nothing at all, `isSignedIn` is asked each second.
 */
export function attachWebSocket(options: WebSocketOptions): { stop(): Promise<void> } {
  const { server, live, log } = options;
  const sockets = new Set<Socket>();
  /** By network, see networkOf. */
  const socketsOfAddress = new Map<string, number>();
  const socketsOfSession = new Map<string, Set<Socket>>();
  let isStopping = false;

  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    maxFragments,
    perMessageDeflate: false,
    handleProtocols,
  });
  const protocolOptions = createSocketProtocol({
    schema: options.schema,
    log,
    admitOperation: options.admit,
    recentUsers: options.recentUsers,
    authenticate: (token) => options.authenticate(token),
    isSignedIn: options.isSignedIn,
    admit,
    isStopping: () => isStopping,
    stateVersion: () => live.stateVersion(),
    findMembers: options.findMembers,
  });
  const protocol = makeServer(protocolOptions);

  server.on('upgrade', upgrade);
  const stopListening = live.onSessionEnd((sessionId) => {
    for (const socket of [...(socketsOfSession.get(sessionId) ?? [])]) socket.forbid();
  });
  let isAsking = false;
  const watching = setInterval(() => {
    for (const socket of sockets) socket.watch(performance.now());
    if (live.quietForMs() > quietAfterMs) void forbidEnded();
  }, watchIntervalMs).unref();

  /** Asks the database for the session of everybody who is connected: sockets that say nothing are closed in time even where the feed is silent. */
  async function forbidEnded(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    try {
      await Promise.all([...socketsOfSession.values()].map(forbidUnlessSignedIn));
    } catch (error) {
      log.debug({ err: error }, 'whether the sessions of sockets go on is not known');
    } finally {
      isAsking = false;
    }
  }

  async function forbidUnlessSignedIn(ofSession: ReadonlySet<Socket>): Promise<void> {
    const [viewer] = [...ofSession].flatMap((socket) => socket.viewer ?? []);
    if (viewer && !(await options.isSignedIn(viewer))) for (const socket of [...ofSession]) socket.forbid();
  }

  function upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const address = options.addressOf?.(request) ?? request.socket.remoteAddress ?? '';
    const network = networkOf(address);
    const refusal = findRefusal(request, network);
    if (refusal) refuse(connection, refusal);
    else webSockets.handleUpgrade(request, connection, head, (webSocket) => register(webSocket, request, address, network));
  }

  function findRefusal(request: IncomingMessage, network: string): number | null {
    const { url, headers } = request;
    if (isStopping) return 503;
    if (url?.split('?', 1)[0] !== path) return 404;
    if (headers.origin !== undefined && !options.allowedOrigins.includes(headers.origin)) return 403;
    return (socketsOfAddress.get(network) ?? 0) < (options.maxSocketsPerAddress ?? Infinity) ? null : 429;
  }

  function register(webSocket: WebSocket, request: IncomingMessage, address: string, network: string): void {
    const socket = new Socket(webSocket, request, live, address);
    sockets.add(socket);
    countSocket(network, 1);
    socketMetrics.open.inc();
    // ws closes what is in error by itself; without a listener the process would end.
    webSocket.on('error', (error) => log.debug({ err: error }, 'socket error'));
    webSocket.once('close', () => {
      sockets.delete(socket);
      socket.release();
      countSocket(network, -1);
      socketMetrics.open.dec();
      if (socket.viewer) leaveSession(socket.viewer.sessionId, socket);
      options.presence?.close(socket.request);
    });
    speakProtocol(protocol, webSocket, socket, log);
  }

  function countSocket(network: string, change: 1 | -1): void {
    const count = (socketsOfAddress.get(network) ?? 0) + change;
    if (count > 0) socketsOfAddress.set(network, count);
    else socketsOfAddress.delete(network);
  }

  function admit(socket: Socket, viewer: ViewerIdentity): boolean {
    if (socket.isClosed) return false;
    socket.signIn(viewer);
    socketsOfSession.set(viewer.sessionId, (socketsOfSession.get(viewer.sessionId) ?? new Set<Socket>()).add(socket));
    // It may have ended between the look into the database and our listening.
    if (live.hasSessionEnded(viewer.sessionId)) return false;
    options.presence?.open(socket.request, viewer);
    return true;
  }

  function leaveSession(sessionId: string, socket: Socket): void {
    const ofSession = socketsOfSession.get(sessionId);
    if (ofSession?.delete(socket) && ofSession.size === 0) socketsOfSession.delete(sessionId);
  }

  async function closeGently(socket: Socket, spreadMs: number, drainUntilMs: number): Promise<void> {
    await delay(Math.random() * spreadMs);
    while (socket.isBusy && !socket.isClosed && performance.now() < drainUntilMs) await delay(pollMs);
    socket.close(goingAwayCode, 'Going away');
    const closeUntilMs = performance.now() + closeTimeoutMs;
    while (!socket.isClosed && performance.now() < closeUntilMs) await delay(pollMs);
    if (!socket.isClosed) socket.terminate();
  }

  return {
    /** Refuses new sockets, for as long as the server lives, and operations; lets running ones end; closes with 1001. Under 8 s. */
    async stop() {
      isStopping = true;
      const drainUntilMs = performance.now() + drainTimeoutMs;
      const spreadMs = closeSpreadMs(sockets.size);
      await Promise.all([...sockets].map((socket) => closeGently(socket, spreadMs, drainUntilMs)));
      clearInterval(watching);
      stopListening();
      webSockets.close();
    },
  };
}

function refuse(connection: Duplex, status: number): void {
  // The peer may be gone already; there is nobody left to tell.
  connection.on('error', () => {});
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
