import { execute, getOperationAST, GraphQLError, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Context as ConnectionContext, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { createContext, type Context, type Loaders, type ViewerIdentity } from '../context.js';
import { AppError, unauthenticated } from '../graphql/errors.js';
import { maskErrors } from '../graphql/masking.js';
import { maxCoercionErrors } from '../graphql/guard.js';
import type { RecentUsers } from '../modules/users/recent-users.js';
import type { Admit, CostReport } from './admission.js';
import { createDocumentCache } from './documents.js';
import { isAnnounced } from './event-context.js';
import { subscribeToEvents } from './event-execution.js';
import { frameId } from './frames.js';
import { groupKeyOf } from './group-key.js';
import { SharedContext } from './shared-context.js';
import { Sharing, type FindMembers } from './sharing.js';
import { askInTurn, type IsSignedIn } from './signed-in.js';
import type { Socket } from './socket.js';
import type { Extra } from './socket-adapter.js';

const connectionInitWaitTimeoutMs = 3_000;
const maxOperationsPerSocket = 20;
const tryAgainLaterCode = 1013;

type ConnectionParams = Record<string, unknown>;

export interface SocketProtocolOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  /** Whether an operation may run. */
  readonly admitOperation: Admit;
  /** The viewer of an access token, null without one; throws UNAUTHENTICATED for a bad one. */
  authenticate(token: string | null): Promise<ViewerIdentity | null>;
  /** Asked for each operation of a viewer. */
  readonly isSignedIn: IsSignedIn;
  /** Takes a socket for its viewer; false when the viewer's session has ended meanwhile. */
  admit(socket: Socket, viewer: ViewerIdentity): boolean;
  /** True when no new operation may start. */
  isStopping(): boolean;
  /** Users whom the change feed keeps true. */
  readonly recentUsers: RecentUsers;
  /** Grows when something that an answer given before may show has changed. */
  stateVersion(): number;
  readonly findMembers: FindMembers;
}

/** What graphql-ws does not hand on from onSubscribe to the execution. */
interface Prepared {
  readonly socket: Socket;
  readonly id: string;
  readonly query: string;
  readonly cost: CostReport | null;
}

/** What is to be executed, or why it is not. */
type Preparation = ExecutionArgs | readonly GraphQLError[];

/** What graphql-ws is told to do: who may connect, how operations are prepared, executed and masked. */
export function createSocketProtocol(options: SocketProtocolOptions): ServerOptions<ConnectionParams, Extra> {
  const { schema, log } = options;
  const prepareDocument = createDocumentCache(schema);
  const askSignedIn = askInTurn(options.isSignedIn);
  // graphql-ws hands on the very object that onSubscribe returned.
  const operations = new WeakMap<ExecutionArgs, Prepared>();
  const sharing = new Sharing({
    schema,
    // Who is remembered is as the feed of this process left them: too old for an event that is ahead of it.
    createSharedContext: (event) => new SharedContext(log, isAnnounced(event) ? options.recentUsers : undefined),
    present: maskResult,
    stateVersion: () => options.stateVersion(),
    findMembers: (conversationId, userIds) => options.findMembers(conversationId, userIds),
  });

  return {
    connectionInitWaitTimeout: connectionInitWaitTimeoutMs,
    onConnect: (connection) => connect(connection),
    onSubscribe: (connection, id, payload) => admitOperation(connection, id, payload),
    execute(args) {
      const { socket, cost } = preparedOf(args);
      return socket.run(async () => tellCost(await execute(args), cost));
    },
    subscribe: (args) => subscribe(args),
    onNext: (_connection, _id, _payload, _args, result) => maskResult(result),
    onError: (_connection, _id, _payload, errors) => maskErrors(errors, log),
  };

  async function connect(connection: ConnectionContext<ConnectionParams, Extra>): Promise<boolean> {
    const { socket } = connection.extra;
    const token = tokenOf(connection.connectionParams);
    // graphql-ws would keep the token in memory for as long as the socket is open.
    Object.assign(connection, { connectionParams: undefined });
    if (token === undefined) return false;
    try {
      const viewer = await options.authenticate(token);
      return viewer ? options.admit(socket, viewer) : true;
    } catch (error) {
      if (!(error instanceof AppError && error.extensions.code === 'UNAUTHENTICATED')) {
        log.warn({ err: error }, 'a socket could not be authenticated');
        socket.close(tryAgainLaterCode, 'Try again later');
      }
      return false;
    }
  }

  /** At once where it is known that the session goes on: that is the rule, and an operation then waits for nothing. */
  function admitOperation(
    connection: ConnectionContext<ConnectionParams, Extra>,
    id: string,
    payload: SubscribePayload,
  ): Preparation | Promise<Preparation> {
    const { socket } = connection.extra;
    if (options.isStopping()) return [new AppError('UNAVAILABLE', 'The server is shutting down.')];
    if (Object.keys(connection.subscriptions).length > maxOperationsPerSocket) {
      return [
        new AppError('RATE_LIMITED', `At most ${maxOperationsPerSocket} operations at a time on one socket.`, { retryAfterMs: 1_000 }),
      ];
    }
    const isSignedIn = askSignedIn(socket);
    if (isSignedIn === true) return prepareOperation(socket, id, payload);
    return socket.run(async () => {
      try {
        if (await isSignedIn) return prepareOperation(socket, id, payload);
      } catch (error) {
        return [new GraphQLError('Whether the session goes on is not known.', { originalError: error instanceof Error ? error : null })];
      }
      socket.forbid();
      return [unauthenticated()];
    });
  }

  function prepareOperation(socket: Socket, id: string, payload: SubscribePayload): Preparation {
    const prepared = prepareDocument(payload.query);
    if ('errors' in prepared) return prepared.errors;
    const { query, document } = prepared;
    // graphql-ws keeps the payload as long as the subscription lives: thousands that ask alike keep one text.
    Object.assign(payload, { query });
    const { operationName, variables } = payload;
    const operation = getOperationAST(document, operationName);
    const { viewer, request } = socket;
    // An operation that is not there is refused by graphql-ws.
    const cost = operation ? options.admitOperation({ document, operation, variables, viewer, address: request.address }) : null;
    if (cost instanceof AppError) return [cost];
    const args: ExecutionArgs = {
      schema,
      document,
      operationName,
      variableValues: variables,
      rootValue: undefined,
      contextValue: createSocketContext(socket),
      options: { maxCoercionErrors },
    };
    operations.set(args, { socket, id, query, cost });
    return args;
  }

  function subscribe(args: ExecutionArgs) {
    const { socket, id, query } = preparedOf(args);
    const { document, operationName, variableValues } = args;
    const scope = socket.viewer ? nameScopes(socket.viewer) : 'nobody';
    return subscribeToEvents(args, {
      socket,
      id: frameId(id),
      userId: socket.viewer?.userId ?? '',
      viewerKey: socket.viewer?.sessionId ?? '',
      createContext: (loaders) => createSocketContext(socket, loaders),
      join: (seat) => sharing.join(groupKeyOf({ query, document, operationName, variables: variableValues, scope }), args, seat),
    });
  }

  function preparedOf(args: ExecutionArgs): Prepared {
    const prepared = operations.get(args);
    if (!prepared) throw new Error('graphql-ws runs an operation that onSubscribe has not prepared.');
    return prepared;
  }

  function maskResult(result: ExecutionResult) {
    return result.errors ? { ...result, errors: maskErrors(result.errors, log) } : result;
  }

  function createSocketContext({ viewer, request, live }: Socket, loaders: Loaders | null = null): Context {
    return createContext({ viewer, request, live, log }, loaders);
  }
}

/** Not for the answers of subscriptions, which many share: what those cost is paid when they begin. */
const tellCost = (result: ExecutionResult, cost: CostReport | null): ExecutionResult =>
  cost ? { ...result, extensions: { ...result.extensions, cost } } : result;

/** Whoever may see the same fields, the viewer's own aside, may share an answer. */
const nameScopes = ({ scopes }: ViewerIdentity) => (scopes === null ? 'session' : [...scopes].sort().join(' '));

/** `{authorization: 'Bearer …'}` → the token, null where there is no such field, undefined where it is something else. */
function tokenOf(params: ConnectionParams | undefined): string | null | undefined {
  const authorization = params?.['authorization'];
  if (authorization === undefined || authorization === null) return null;
  return typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined;
}
