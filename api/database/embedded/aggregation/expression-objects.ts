import {
  isMissing,
  namedOperand,
  onArguments,
  onPresent,
  type Compile,
  type Evaluate,
  type ExpressionOperators,
} from './expression-types.js';
import { formatValue } from '../values/format-value.js';
import { QueryError } from '../query-errors.js';
import { bsonType, entriesOf, fieldOf, isDocument, setField, type Document } from '../values/values.js';

/** Operators on documents, and those that bind variables. */
export const objectOperators: ExpressionOperators = {
  $literal: (operand) => () => operand,
  $mergeObjects: onArguments(0, Infinity, (values) =>
    mergeObjects(values.flatMap((value) => (values.length === 1 && Array.isArray(value) ? (value as unknown[]) : [value]))),
  ),
  $objectToArray: onPresent(1, 1, ([value]) => {
    if (!isDocument(value)) throw new QueryError(40390, `$objectToArray requires a document input, found: ${bsonType(value)}`);
    return entriesOf(value).map(([k, v]) => ({ k, v }));
  }),
  $getField: (operand, compile) => compileGetField(operand, compile),
  $setField: (operand, compile) => compileSetField(namedOperand(operand, '$setField', ['field', 'input', 'value'], []), compile),
  $unsetField: (operand, compile) => {
    const { field, input } = namedOperand(operand, '$unsetField', ['field', 'input'], []);
    return compileSetField({ field, input, value: '$$REMOVE' }, compile);
  },
  $let: (operand, compile) => compileLet(namedOperand(operand, '$let', ['vars', 'in'], []), compile),
  $rand: () => () => Math.random(),
};

/** Later documents win; null and missing ones are skipped. */
export function mergeObjects(values: unknown[]): Document {
  const merged: Document = {};
  for (const value of values) {
    if (isMissing(value)) continue;
    if (!isDocument(value))
      throw new QueryError(40400, `$mergeObjects requires object inputs, but input ${formatValue(value)} is of type ${bsonType(value)}`);
    for (const [name, item] of entriesOf(value)) setField(merged, name, item);
  }
  return merged;
}

function compileGetField(operand: unknown, compile: Compile): Evaluate {
  const isNamed = isDocument(operand) && ('field' in operand || 'input' in operand);
  const field = compile(isNamed ? operand['field'] : operand);
  const input = compile(isNamed && 'input' in operand ? operand['input'] : '$$CURRENT');
  return (scope) => {
    const name = field(scope);
    if (typeof name !== 'string')
      throw new QueryError(3041704, `$getField requires 'field' to evaluate to type String, but got ${bsonType(name)}`);
    const value = input(scope);
    return isDocument(value) ? fieldOf(value, name) : isMissing(value) ? value : undefined;
  };
}

function compileSetField({ field, input, value }: Document, compile: Compile): Evaluate {
  const [name, document, content] = [compile(field), compile(input), compile(value)];
  return (scope) => {
    const target = document(scope);
    if (isMissing(target)) return null;
    if (!isDocument(target))
      throw new QueryError(4161105, `$setField requires 'input' to evaluate to type Object, but got ${bsonType(target)}`);
    const key = String(name(scope));
    const changed = { ...target };
    const item = content(scope);
    if (item === undefined) delete changed[key];
    else setField(changed, key, item);
    return changed;
  };
}

function compileLet({ vars, in: body }: Document, compile: Compile): Evaluate {
  if (!isDocument(vars)) throw new QueryError(10065, `invalid parameter: expected an object (vars)`);
  const bindings = Object.entries(vars).map(([name, value]) => ({ name, evaluate: compile(value) }));
  const result = compile(body);
  return (scope) => {
    const variables = { ...scope.variables };
    for (const { name, evaluate } of bindings) variables[name] = evaluate(scope);
    return result({ ...scope, variables });
  };
}
