import { Kind, visit, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { ViewerIdentity } from '../context.js';
import { createCostMeter } from '../graphql/cost.js';
import { AppError } from '../graphql/errors.js';
import { findScopeRefusal } from '../graphql/scopes.js';
import { networkOf } from '../graphql/network-address.js';
import { admissionMetrics } from './admission-metrics.js';
import { CostBudget, type CostLimits } from './cost-budget.js';

/** Reading a request and answering it is work, whatever it asks. */
const leastCost = 10;
/** Introspection is mostly asked for whole. */
const introspectionCost = 200;

/** An operation whose document is valid, before it runs. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly viewer: ViewerIdentity | null;
  readonly address: string;
}

/** `extensions.cost` of an answer, in points. */
export interface CostReport {
  /** What the operation was counted for. */
  readonly requested: number;
  /** What may be spent at once, how much of it is left, and how much comes back each second. */
  readonly budget: number;
  readonly remaining: number;
  readonly restoredPerSecond: number;
}

/** What it costs, null where nobody counts, or why it may not run. */
export type Admit = (asked: AskedOperation) => CostReport | null | AppError;

export interface AdmissionOptions {
  readonly schema: GraphQLSchema;
  /** Null: nobody counts. */
  readonly costLimits: CostLimits | null;
  /** Whether those who are not signed in may read the schema by introspection. */
  readonly isSchemaOpen: boolean;
}

/**
 * The part of the guard that knows who asks, one for HTTP and WebSocket together: what an access token is good for, and what an operation costs,
 * which is taken from the budget of its account.
 * The part that looks at documents alone is graphql/guard.ts.
 */
export function createAdmission({ schema, costLimits, isSchemaOpen }: AdmissionOptions): Admit {
  const measureCost = createCostMeter(schema);
  const budget = costLimits && new CostBudget(costLimits);

  return ({ document, operation, variables, viewer, address }) => {
    if (!isSchemaOpen && !viewer && readsSchema(document)) {
      return new AppError('UNAUTHENTICATED', 'Sign in to read the schema by introspection; schema.graphql of the project has it, too.');
    }
    const refusal = findScopeRefusal(schema, document, operation, viewer?.scopes ?? null);
    if (refusal) return refusal;
    if (!budget) return null;
    const requested = Math.max(
      measureCost(document, operation, variables ?? {}) + (readsSchema(document) ? introspectionCost : 0),
      leastCost,
    );
    const remaining = budget.charge(viewer ? viewer.userId : networkOf(address), requested);
    if (remaining instanceof AppError) {
      admissionMetrics.costRefusals.inc({ limit: remaining.extensions['retryAfterMs'] === null ? 'operation' : 'account' });
      return remaining;
    }
    const { limits } = budget;
    return { requested, budget: limits.budget, remaining, restoredPerSecond: limits.restoredPerSecond };
  };
}

const schemaReaders = new WeakMap<DocumentNode, boolean>();

function readsSchema(document: DocumentNode): boolean {
  let answer = schemaReaders.get(document);
  if (answer === undefined) {
    answer = false;
    visit(document, {
      [Kind.FIELD]({ name }) {
        if (name.value === '__schema' || name.value === '__type') answer = true;
      },
    });
    schemaReaders.set(document, answer);
  }
  return answer;
}
