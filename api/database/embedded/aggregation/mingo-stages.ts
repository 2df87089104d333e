import mingoAggregator from 'mingo/aggregator';
import mingo from 'mingo/core';
import mingoAccumulators from 'mingo/operators/accumulator';
import mingoExpressions from 'mingo/operators/expression';
import mingoPipeline from 'mingo/operators/pipeline';
import mingoWindow from 'mingo/operators/window';
import { fromPlain, toPlain } from './mingo-expressions.js';
import { QueryError } from '../query-errors.js';
import { onAll, type Stage } from './stage-types.js';
import type { Document } from '../values/values.js';

/** Rare stages that mingo runs, on plain numbers: whole results come back as int or long, others as double. */
export const mingoStages: ReadonlySet<string> = new Set(['$bucketAuto', '$densify', '$fill', '$setWindowFields']);

const context = mingo.Context.init({
  accumulator: mingoAccumulators,
  expression: mingoExpressions,
  pipeline: mingoPipeline,
  window: mingoWindow,
});

export function compileMingoStage(name: string, operand: unknown): Stage {
  const stage = { [name]: toPlain(operand) };
  return onAll((documents) => {
    // mingo builds $setWindowFields from functions of its own; what comes over the wire is never a function.
    const aggregator = new mingoAggregator.Aggregator([stage], { context, scriptEnabled: true });
    try {
      return aggregator.run(documents.map(toPlain) as Document[]).map((document) => fromPlain(document) as Document);
    } catch (cause) {
      const refusal = new QueryError(9, `${name}: ${(cause as Error).message}`);
      refusal.cause = cause;
      throw refusal;
    }
  });
}
