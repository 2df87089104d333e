import { accumulateValues } from './accumulators.js';
import { arithmeticOperators } from './expression-arithmetic.js';
import { arrayOperators } from './expression-arrays.js';
import { conversionOperators } from './expression-conversions.js';
import { logicOperators } from './expression-logic.js';
import { objectOperators } from './expression-objects.js';
import { textOperators } from './expression-texts.js';
import { onArguments, type Evaluate, type ExpressionOperators } from './expression-types.js';
import { compileMingoOperator, mingoOperators } from './mingo-expressions.js';
import { QueryError } from '../query-errors.js';
import { entriesOf, fieldOf, isDocument, setField, type Document } from '../values/values.js';

const accumulatorOperators: ExpressionOperators = Object.fromEntries(
  ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp'].map((name) => [
    name,
    onArguments(0, Infinity, (values) => accumulateValues(name, values)),
  ]),
);

const operators = new Map(
  Object.entries({
    ...arithmeticOperators,
    ...arrayOperators,
    ...conversionOperators,
    ...logicOperators,
    ...objectOperators,
    ...textOperators,
    ...accumulatorOperators,
  }),
);

/** Compiles an aggregation expression once. The result is undefined where MongoDB's is missing; variables are named without `$$`. */
export function compileExpression(expression: unknown): (document: unknown, variables?: Document) => unknown {
  const evaluate = compile(expression);
  return (document, variables = {}) => evaluate({ root: document, variables });
}

/** Whether there is an expression operator of this name. */
export function isExpressionName(name: string): boolean {
  return operators.has(name) || mingoOperators.has(name);
}

export function evaluateExpression(expression: unknown, document: unknown, variables: Document = {}): unknown {
  return compileExpression(expression)(document, variables);
}

function compile(expression: unknown): Evaluate {
  if (typeof expression === 'string') return expression.startsWith('$') ? compilePath(expression) : () => expression;
  if (Array.isArray(expression)) {
    const items = (expression as unknown[]).map(compile);
    return (scope) => items.map((item) => item(scope) ?? null);
  }
  if (!isDocument(expression)) return () => expression;
  const [first] = Object.keys(expression);
  return first?.startsWith('$') ? compileOperator(first, expression) : compileObject(expression);
}

function compileOperator(name: string, expression: Document): Evaluate {
  const count = Object.keys(expression).length;
  if (count !== 1)
    throw new QueryError(
      15983,
      `an expression specification must contain exactly one field, the name of the expression. Found ${count} fields in ${JSON.stringify(expression)}, while parsing object`,
    );
  const operator = operators.get(name);
  if (operator) return operator(expression[name], compile, name);
  if (mingoOperators.has(name)) return compileMingoOperator(name, expression[name], compile);
  throw new QueryError(168, `Unrecognized expression '${name}'`);
}

function compileObject(expression: Document): Evaluate {
  const fields = entriesOf(expression).map(([name, value]) => {
    if (name.includes('.'))
      throw new QueryError(16405, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    return { name, evaluate: compile(value) };
  });
  return (scope) => {
    const result: Document = {};
    for (const { name, evaluate } of fields) {
      const value = evaluate(scope);
      if (value !== undefined) setField(result, name, value);
    }
    return result;
  };
}

/** `$a.b` reads the document, `$$name.a.b` a variable; arrays on the way give the array of what their documents hold. */
function compilePath(text: string): Evaluate {
  const parts = (text.startsWith('$$') ? text.slice(2) : text.slice(1)).split('.');
  if (text === '$') throw new QueryError(16872, "'$' by itself is not a valid FieldPath");
  if (parts.includes('')) throw new QueryError(text.endsWith('.') ? 40353 : 15998, 'FieldPath field names may not be empty strings.');
  if (!text.startsWith('$$')) {
    const [only = '', ...more] = parts;
    if (more.length === 0)
      return (scope) =>
        isDocument(currentOf(scope.variables, scope.root)) ? fieldOf(currentOf(scope.variables, scope.root) as Document, only) : undefined;
    return (scope) => followPath(currentOf(scope.variables, scope.root), parts, 0);
  }
  const [name = '', ...rest] = parts;
  if (name === 'REMOVE') return () => undefined;
  if (name === 'ROOT') return (scope) => followPath(scope.root, rest, 0);
  if (name === 'CURRENT') return (scope) => followPath(currentOf(scope.variables, scope.root), rest, 0);
  return (scope) => {
    if (!Object.hasOwn(scope.variables, name)) throw new QueryError(17276, `Use of undefined variable: ${name}`);
    return followPath(scope.variables[name], rest, 0);
  };
}

function currentOf(variables: Document, root: unknown): unknown {
  return Object.hasOwn(variables, 'CURRENT') ? variables['CURRENT'] : root;
}

function followPath(value: unknown, parts: string[], position: number): unknown {
  if (position === parts.length) return value;
  if (Array.isArray(value)) {
    return value.map((item) => followPath(item, parts, position)).filter((item) => item !== undefined);
  }
  return isDocument(value) ? followPath(fieldOf(value, parts[position] as string), parts, position + 1) : undefined;
}
