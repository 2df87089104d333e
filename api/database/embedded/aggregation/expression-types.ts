import { QueryError } from '../query-errors.js';
import type { Document } from '../values/values.js';

/** What an expression is evaluated in: the document, and variables by name without `$$`. */
export interface Scope {
  root: unknown;
  variables: Document;
}

/** A compiled expression; undefined is a missing value. */
export type Evaluate = (scope: Scope) => unknown;
export type Compile = (expression: unknown) => Evaluate;

/** Compiles an operator's operand, as it stands in the expression. */
export type ExpressionOperator = (operand: unknown, compile: Compile, name: string) => Evaluate;

export type ExpressionOperators = Readonly<Record<string, ExpressionOperator>>;

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** An operator on a list of arguments, at least `least` and at most `most` of them; a single argument may stand without brackets. */
export function onArguments(least: number, most: number, calculate: (values: unknown[], name: string) => unknown): ExpressionOperator {
  return (operand, compile, name) => {
    const parts = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
    checkCount(parts.length, least, most, name);
    return (scope) =>
      calculate(
        parts.map((evaluate) => evaluate(scope)),
        name,
      );
  };
}

/** Like `onArguments`, and null as soon as one argument is null or missing. */
export function onPresent(least: number, most: number, calculate: (values: unknown[], name: string) => unknown): ExpressionOperator {
  return onArguments(least, most, (values, name) => (values.some(isMissing) ? null : calculate(values, name)));
}

function checkCount(count: number, least: number, most: number, name: string): void {
  if (count >= least && count <= most) return;
  if (least === most) throw new QueryError(16020, `Expression ${name} takes exactly ${least} arguments. ${count} were passed in.`);
  throw new QueryError(28667, `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${count} were passed in.`);
}

/** An operator whose operand is a document of named arguments; optional ones are undefined when they are absent. */
export function onNamed(
  required: string[],
  optional: string[],
  calculate: (values: Record<string, unknown>, name: string) => unknown,
): ExpressionOperator {
  return (operand, compile, name) => {
    const parts = compileNamed(operand, compile, name, required, optional);
    return (scope) => calculate(Object.fromEntries(parts.map(([field, evaluate]) => [field, evaluate(scope)])), name);
  };
}

function compileNamed(operand: unknown, compile: Compile, name: string, required: string[], optional: string[]): [string, Evaluate][] {
  const fields = namedOperand(operand, name, required, optional);
  return Object.entries(fields).map(([field, value]) => [field, compile(value)]);
}

/** Checks the names of a document operand and gives it back. */
export function namedOperand(operand: unknown, name: string, required: string[], optional: string[]): Document {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
    throw new QueryError(9, `${name} only supports an object as its argument`);
  }
  const fields = operand as Document;
  for (const field of Object.keys(fields)) {
    if (!required.includes(field) && !optional.includes(field)) throw new QueryError(9, `Unrecognized argument to ${name}: ${field}`);
  }
  for (const field of required) if (!(field in fields)) throw new QueryError(9, `Missing '${field}' parameter to ${name}`);
  return fields;
}
