import { Double } from 'bson';
import mingo from 'mingo/core';
import mingoExpressions from 'mingo/operators/expression';
import type { Compile, Evaluate } from './expression-types.js';
import { integerNumber } from '../values/numbers.js';
import { QueryError } from '../query-errors.js';
import { bsonType, isDocument, numericValue, type Document } from '../values/values.js';

const context = mingo.Context.init({ expression: mingoExpressions });
const options = { idKey: '_id', processingMode: 0, useStrictMode: true, scriptEnabled: false, failOnError: true, context };

/** What mingo is trusted with: dates, trigonometry and bits, which work on plain numbers and give plain numbers. */
const dateOperators = [
  '$dateAdd',
  '$dateDiff',
  '$dateFromParts',
  '$dateFromString',
  '$dateSubtract',
  '$dateToParts',
  '$dateToString',
  '$dateTrunc',
  '$dayOfMonth',
  '$dayOfWeek',
  '$dayOfYear',
  '$hour',
  '$isoDayOfWeek',
  '$isoWeek',
  '$isoWeekYear',
  '$millisecond',
  '$minute',
  '$month',
  '$second',
  '$week',
  '$year',
];
const realOperators = [
  '$acos',
  '$acosh',
  '$asin',
  '$asinh',
  '$atan',
  '$atan2',
  '$atanh',
  '$cos',
  '$cosh',
  '$degreesToRadians',
  '$radiansToDegrees',
  '$sin',
  '$sinh',
  '$tan',
  '$tanh',
];
const integerOperators = ['$bitAnd', '$bitNot', '$bitOr', '$bitXor'];

const namedOperators = new Set([
  '$dateAdd',
  '$dateDiff',
  '$dateFromParts',
  '$dateFromString',
  '$dateSubtract',
  '$dateToParts',
  '$dateToString',
  '$dateTrunc',
]);

export const mingoOperators: ReadonlySet<string> = new Set([...dateOperators, ...realOperators, ...integerOperators]);

/** Evaluates the arguments here, with BSON types, and hands mingo nothing but literals. */
export function compileMingoOperator(name: string, operand: unknown, compile: Compile): Evaluate {
  const isReal = realOperators.includes(name);
  const evaluateOperand = compileOperand(name, operand, compile);
  return (scope) => {
    const result = callMingo({ [name]: evaluateOperand(scope) }, name);
    return isReal && typeof result === 'number' ? new Double(result) : fromPlain(result);
  };
}

function compileOperand(name: string, operand: unknown, compile: Compile): Evaluate {
  if (namedOperators.has(name) && isDocument(operand)) {
    const fields = Object.entries(operand).map(([field, value]) => ({ field, evaluate: compile(value) }));
    return (scope) => Object.fromEntries(fields.map(({ field, evaluate }) => [field, literal(evaluate(scope))]));
  }
  if (!Array.isArray(operand)) {
    const evaluate = compile(operand);
    return (scope) => literal(evaluate(scope));
  }
  const parts = (operand as unknown[]).map(compile);
  const [only] = parts;
  if (parts.length === 1 && only) return (scope) => literal(only(scope));
  return (scope) => parts.map((evaluate) => literal(evaluate(scope)));
}

function literal(value: unknown): unknown {
  return value === undefined ? null : { $literal: toPlain(value) };
}

function callMingo(expression: Document, name: string): unknown {
  try {
    return mingo.evalExpr({}, expression, options);
  } catch (cause) {
    const refusal = new QueryError(2, `${name}: ${(cause as Error).message}`);
    refusal.cause = cause;
    throw refusal;
  }
}

/** BSON numbers as JavaScript numbers, all through a value. */
export function toPlain(value: unknown): unknown {
  switch (bsonType(value)) {
    case 'int':
    case 'double':
    case 'long':
    case 'decimal':
      return numericValue(value);
    case 'array':
      return (value as unknown[]).map(toPlain);
    case 'object':
      return Object.fromEntries(Object.entries(value as Document).map(([name, item]) => [name, toPlain(item)]));
    default:
      return value;
  }
}

/** JavaScript numbers as BSON numbers: whole ones as int or long, others as double. */
export function fromPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return integerNumber(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? integerNumber(BigInt(value)) : new Double(value);
  if (Array.isArray(value)) return value.map(fromPlain);
  if (isDocument(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fromPlain(item)]));
  return value;
}
