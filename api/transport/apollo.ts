import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Context, ViewerIdentity } from '../context.js';
import { AppError, type ErrorCode } from '../graphql/errors.js';
import { guardRules, maxCoercionErrors, parseLimits } from '../graphql/guard.js';
import { maskError } from '../graphql/masking.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Admit, CostReport } from './admission.js';

interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Whether an operation may run. */
  readonly admit: Admit;
}

/** Apollo Server with everything shut that is open by itself. Introspection is open here, because `admit` knows who may ask for it. */
export function createApollo({ schema, log, metrics, admit }: ApolloOptions): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: parseLimits,
    // The guard counts them, over both transports alike.
    maxRecursiveSelections: false,
    validationRules: guardRules,
    executionOptions: { maxCoercionErrors },
    logger: {
      debug: (text) => log.debug(text),
      info: (text) => log.debug(text),
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
    formatError: (_formatted, error) => maskError(error, log),
    plugins: [
      refuseSubscriptions,
      admitOperations(admit),
      measureOperations(metrics),
      ApolloServerPluginLandingPageDisabled(),
      // It would wrap every resolver of the schema, for a header that is always the same (see http.ts).
      ApolloServerPluginCacheControlDisabled(),
      // Whatever APOLLO_KEY may be in the environment: nothing is reported to anybody.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
  });
}

const refuseSubscriptions: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
      const details = { http: { status: 400 } };
      throw new AppError(
        'BAD_REQUEST',
        'Subscriptions go over a WebSocket to this same address, with the protocol graphql-transport-ws.',
        details,
      );
    },
  }),
};

function admitOperations(admit: Admit): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => {
      let cost: CostReport | null = null;
      return {
        didResolveOperation: async ({ document, operation, request: { variables }, contextValue }) => {
          if (!operation) return;
          const viewer = findViewer(contextValue);
          const admitted = admit({ document, operation, variables, viewer, address: contextValue.request.address });
          if (admitted instanceof AppError) throw describeRefusal(admitted);
          cost = admitted;
        },
        willSendResponse: async ({ response: { body } }) => {
          if (cost && body.kind === 'single') body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}

/** A bad token is refused by whoever needs the viewer (request-context.ts); here nobody does. */
function findViewer(context: Context): ViewerIdentity | null {
  try {
    return context.viewer;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const statuses: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403 };

/** With the status, and where there is a time to wait the header, that other programs than GraphQL's clients understand. */
function describeRefusal({ message, extensions }: AppError): AppError {
  const { code, retryAfterMs, ...details } = extensions;
  const isPassing = typeof retryAfterMs === 'number';
  const headers = new HeaderMap(isPassing ? [['retry-after', String(Math.ceil(retryAfterMs / 1000))]] : []);
  const http = { status: statuses[code as ErrorCode] ?? (isPassing ? 429 : 400), headers };
  return new AppError(code as ErrorCode, message, { ...details, ...(retryAfterMs !== undefined && { retryAfterMs }), http });
}

function measureOperations(metrics: Metrics): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return {
        willSendResponse: async ({ operation, errors }) => {
          const isFault = errors?.some((error) => !(error instanceof GraphQLError && findCode(error)));
          metrics.observeOperation(operation?.operation ?? 'none', !isFault, (performance.now() - startedAt) / 1000);
        },
      };
    },
  };
}

// An expected refusal is no failure of the server.
const findCode = (error: GraphQLError) =>
  error.extensions.code ?? (error.originalError instanceof AppError ? error.originalError.extensions.code : undefined);
