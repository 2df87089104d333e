import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../context.js';
import { AppError } from '../graphql/errors.js';
import { findCostRefusal, measureCost } from '../graphql/cost.js';
import { documentLimits, guardRules, parseLimits } from '../graphql/guard.js';
import { maskError } from '../graphql/masking.js';
import type { Metrics } from '../telemetry/metrics.js';

interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** What one operation may cost; null: no limit. */
  readonly costBudget: number | null;
}

/** Apollo Server with everything shut that is open by itself. Introspection stays open: the schema is public, and GraphiQL and the audits ask for it. */
export function createApollo({ schema, log, metrics, costBudget }: ApolloOptions): ApolloServer<Context> {
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
    maxRecursiveSelections: documentLimits.selections,
    validationRules: guardRules,
    executionOptions: { maxCoercionErrors: 5 },
    logger: {
      debug: (text) => log.debug(text),
      info: (text) => log.debug(text),
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
    formatError: (_formatted, error) => maskError(error, log),
    plugins: [
      refuseSubscriptions,
      ...(costBudget === null ? [] : [refuseCostly(costBudget)]),
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

function refuseCostly(budget: number): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (!operation) return;
        const refusal = findCostRefusal(measureCost(schema, document, operation, request.variables ?? {}), budget);
        if (refusal) throw new AppError('COST_EXCEEDED', refusal.message, { ...refusal.extensions, http: { status: 400 } });
      },
    }),
  };
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
