import { Int32 } from 'bson';
import { isMissing, onArguments, type Compile, type Evaluate, type ExpressionOperators } from './expression-types.js';
import { QueryError } from '../query-errors.js';
import { compareValues } from '../values/compare-values.js';
import { bsonType, isDocument, isNumber, numericValue, type Document } from '../values/values.js';

/** False, null, missing and every zero are false; all else is true, an empty text or array too. */
export function isTruthy(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (isMissing(value)) return false;
  return !isNumber(value) || numericValue(value) !== 0;
}

/** Comparisons, boolean logic and conditions. */
export const logicOperators: ExpressionOperators = {
  $eq: onArguments(2, 2, ([left, right]) => compareValues(left, right) === 0),
  $ne: onArguments(2, 2, ([left, right]) => compareValues(left, right) !== 0),
  $gt: onArguments(2, 2, ([left, right]) => compareValues(left, right) > 0),
  $gte: onArguments(2, 2, ([left, right]) => compareValues(left, right) >= 0),
  $lt: onArguments(2, 2, ([left, right]) => compareValues(left, right) < 0),
  $lte: onArguments(2, 2, ([left, right]) => compareValues(left, right) <= 0),
  $cmp: onArguments(2, 2, ([left, right]) => new Int32(Math.sign(compareValues(left, right)))),
  $not: onArguments(1, 1, ([value]) => !isTruthy(value)),
  $and: (operand, compile) => {
    const parts = compileList(operand, compile);
    return (scope) => parts.every((evaluate) => isTruthy(evaluate(scope)));
  },
  $or: (operand, compile) => {
    const parts = compileList(operand, compile);
    return (scope) => parts.some((evaluate) => isTruthy(evaluate(scope)));
  },
  $cond: (operand, compile) => compileCondition(operand, compile),
  $ifNull: (operand, compile) => {
    const parts = compileList(operand, compile);
    if (parts.length < 2) throw new QueryError(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`);
    return (scope) => {
      let value: unknown;
      for (const evaluate of parts) {
        value = evaluate(scope);
        if (!isMissing(value)) return value;
      }
      return value;
    };
  },
  $switch: (operand, compile) => compileSwitch(operand, compile),
};

function compileList(operand: unknown, compile: Compile): Evaluate[] {
  return (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
}

function compileCondition(operand: unknown, compile: Compile): Evaluate {
  const [test, whenTrue, whenFalse] = readCondition(operand).map(compile) as [Evaluate, Evaluate, Evaluate];
  return (scope) => (isTruthy(test(scope)) ? whenTrue(scope) : whenFalse(scope));
}

function readCondition(operand: unknown): unknown[] {
  if (Array.isArray(operand)) {
    if (operand.length === 3) return operand as unknown[];
    throw new QueryError(16020, `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`);
  }
  if (!isDocument(operand)) throw new QueryError(16020, 'Expression $cond takes exactly 3 arguments. 1 were passed in.');
  for (const name of Object.keys(operand)) {
    if (!['if', 'then', 'else'].includes(name)) throw new QueryError(17083, `Unrecognized parameter to $cond: ${name}`);
  }
  if (!('if' in operand)) throw new QueryError(17080, "Missing 'if' parameter to $cond");
  if (!('then' in operand)) throw new QueryError(17081, "Missing 'then' parameter to $cond");
  if (!('else' in operand)) throw new QueryError(17082, "Missing 'else' parameter to $cond");
  return [operand['if'], operand['then'], operand['else']];
}

function compileSwitch(operand: unknown, compile: Compile): Evaluate {
  if (!isDocument(operand)) throw new QueryError(40060, `$switch requires an object as an argument, found: ${bsonType(operand)}`);
  const { branches } = operand;
  if (!Array.isArray(branches)) throw new QueryError(40061, `$switch expected an array for 'branches', found: ${bsonType(branches)}`);
  const fallback = 'default' in operand ? compile(operand['default']) : undefined;
  if (branches.length === 0) throw new QueryError(40068, '$switch requires at least one branch.');
  const compiled = (branches as unknown[]).map((branch) => {
    const { case: test, then } = branch as Document;
    return { test: compile(test), then: compile(then) };
  });
  return (scope) => {
    const chosen = compiled.find((branch) => isTruthy(branch.test(scope)));
    if (chosen) return chosen.then(scope);
    if (fallback === undefined)
      throw new QueryError(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    return fallback(scope);
  };
}
