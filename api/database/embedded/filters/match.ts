import { compileCollation } from '../values/collation.js';
import { isTruthy } from '../aggregation/expression-logic.js';
import { compileExpression } from '../aggregation/expressions.js';
import { allOf, allTests, atPath, negated, type DocumentTest, type FieldCondition } from './match-conditions.js';
import { anyAtPath, type MatchDetails } from './match-paths.js';
import {
  bitsTest,
  compareTest,
  inTest,
  modTest,
  regexTest,
  sizeTest,
  typeTest,
  type BitsOperator,
  type Comparison,
  type ValueTest,
} from './match-values.js';
import { QueryError, badValue } from '../query-errors.js';
import { readRegexOperator } from '../values/regular-expressions.js';
import { type CompareStrings } from '../values/compare-values.js';
import { bsonType, entriesOf, isDocument, regexFlags, regexSource, type Document } from '../values/values.js';

interface Context {
  compareStrings?: CompareStrings;
  variables?: Document;
}

export interface MatchOptions {
  collation?: Document;
  /** Variables of the command's `let`, for `$expr`. */
  variables?: Document;
}

/** Compiles a filter once; the result tests a document. Throws MongoDB's code 2 (and 51091, 168, …) for a filter it refuses. */
export function compileMatch(filter: Document, options: MatchOptions = {}): (document: Document) => boolean {
  const test = compileFilter(filter, contextOf(options));
  return (document) => test(document);
}

/** Also tells which array element satisfied the filter; with several array conditions, the last one counts. */
export function matchWithPositions(
  filter: Document,
  document: Document,
  options: MatchOptions = {},
): { matched: boolean; arrayIndex?: number } {
  const details: MatchDetails = {};
  const matched = compileFilter(filter, contextOf(options))(document, details);
  return matched ? { matched, ...details } : { matched };
}

/** Tests the elements of an array as `$elemMatch` does. */
export function compileElemMatchTest(operand: Document): ValueTest {
  return compileElement('', operand, {});
}

/** Tests the elements that `$pull` removes: an operator document applies to the element itself (to its elements, if it is an array), any other is a filter. */
export function compilePullCondition(condition: unknown, options: MatchOptions = {}): ValueTest {
  const context = contextOf(options);
  if (!isDocument(condition) && bsonType(condition) !== 'regex') return compareTest('$eq', condition, context.compareStrings);
  if (!isDocument(condition) || hasValueOperators(condition)) {
    const wrapped = allOf(compileField('', condition, context));
    return (value) => wrapped.onDocument({ '': value });
  }
  const test = compileFilter(condition, context);
  return (value) => isDocument(value) && test(value);
}

function contextOf(options: MatchOptions): Context {
  const compareStrings = compileCollation(options.collation);
  return { ...(compareStrings && { compareStrings }), ...(options.variables && { variables: options.variables }) };
}

function compileFilter(filter: Document, context: Context): DocumentTest {
  const tests = Object.keys(filter).flatMap((name) => {
    const operand = filter[name];
    return name.startsWith('$')
      ? compileTopOperator(name, operand, context)
      : compileField(name, operand, context).map((field) => field.onDocument);
  });
  return allTests(tests);
}

function compileTopOperator(name: string, operand: unknown, context: Context): DocumentTest[] {
  switch (name) {
    case '$and':
      return branches(name, operand, context);
    case '$or': {
      const tests = branches(name, operand, context);
      return [(document, details) => tests.some((test) => test(document, details))];
    }
    case '$nor': {
      const tests = branches(name, operand, context);
      return [(document) => !tests.some((test) => test(document))];
    }
    case '$expr': {
      const evaluate = compileExpression(operand);
      // One moment for all documents of a query; a pipeline brings its own.
      const variables = { NOW: new Date(), ...context.variables };
      return [(document) => isTruthy(evaluate(document, variables))];
    }
    case '$comment':
    case '$alwaysTrue':
      return [];
    case '$alwaysFalse':
      return [() => false];
    case '$text':
      throw new QueryError(27, 'text index required for $text query');
    case '$where':
      throw badValue('no globalScriptEngine in $where parsing');
    case '$jsonSchema':
      if (isDocument(operand) && Object.keys(operand).length === 0) return [];
      throw badValue('$jsonSchema is not supported by the embedded database');
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function branches(name: string, operand: unknown, context: Context): DocumentTest[] {
  if (!Array.isArray(operand)) throw badValue(`${name} must be an array`);
  if (operand.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return (operand as unknown[]).map((branch) => {
    if (!isDocument(branch)) throw badValue('$or/$and/$nor entries need to be full objects');
    return compileFilter(branch, context);
  });
}

function compileField(path: string, operand: unknown, context: Context): FieldCondition[] {
  if (isDocument(operand) && startsWithOperator(operand)) return compileOperators(path, operand, context);
  if (bsonType(operand) === 'regex') return [atPath(path, regexTest(regexSource(operand), regexFlags(operand)))];
  return [atPath(path, compareTest('$eq', operand, context.compareStrings))];
}

function startsWithOperator(operand: Document): boolean {
  const first = entriesOf(operand)[0]?.[0];
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}

function compileOperators(path: string, operators: Document, context: Context): FieldCondition[] {
  return Object.keys(operators).flatMap((name) => compileOperator(path, name, operators, context));
}

function compileOperator(path: string, name: string, operators: Document, context: Context): FieldCondition[] {
  const operand = operators[name];
  const { compareStrings } = context;
  switch (name) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [compileComparison(path, name, operand, compareStrings)];
    case '$ne':
      if (bsonType(operand) === 'regex') throw badValue("Can't have regex as arg to $ne.");
      return [negated(atPath(path, compareTest('$eq', operand, compareStrings)))];
    case '$in':
      return [atPath(path, inTest(operand, compareStrings))];
    case '$nin':
      return [negated(atPath(path, inTest(operand, compareStrings)))];
    case '$exists':
      return [compileExists(path, operand)];
    case '$type':
      return [atPath(path, typeTest(operand))];
    case '$size':
      return [atPath(path, sizeTest(operand), 'whole')];
    case '$mod':
      return [atPath(path, modTest(operand))];
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
      return [atPath(path, bitsTest(name satisfies BitsOperator, operand, path))];
    case '$regex':
      return [compileRegexOperator(path, operators)];
    case '$options':
      if (operators['$regex'] === undefined) throw badValue('$options needs a $regex');
      return [];
    case '$not':
      return [negated(allOf(compileNot(path, operand, context)))];
    case '$all':
      return compileAll(path, operand, context);
    case '$elemMatch':
      return [compileElemMatch(path, operand, context)];
    case '$comment':
      return [];
    default:
      throw badValue(`unknown operator: ${name}`);
  }
}

function compileComparison(path: string, name: Comparison, operand: unknown, compareStrings: CompareStrings | undefined): FieldCondition {
  if (bsonType(operand) === 'regex' && name !== '$eq') throw badValue(`Can't have RegEx as arg to predicate over field '${path}'.`);
  return atPath(path, compareTest(name, operand, compareStrings));
}

function compileExists(path: string, operand: unknown): FieldCondition {
  const exists = atPath(path, (value) => value !== undefined, 'whole');
  return isTruthy(operand) ? exists : negated(exists);
}

function compileRegexOperator(path: string, operators: Document): FieldCondition {
  const { pattern, options } = readRegexOperator(operators);
  return atPath(path, regexTest(pattern, options));
}

function compileNot(path: string, operand: unknown, context: Context): FieldCondition[] {
  if (bsonType(operand) === 'regex') return [atPath(path, regexTest(regexSource(operand), regexFlags(operand)))];
  if (!isDocument(operand)) throw badValue('$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw badValue('$not cannot be empty');
  return compileOperators(path, operand, context);
}

function compileAll(path: string, operand: unknown, context: Context): FieldCondition[] {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return [{ onDocument: () => false, onValue: () => false }];
  const items = operand as unknown[];
  if (items.some((item) => isDocument(item) && Object.keys(item)[0] === '$elemMatch')) {
    return items.map((item) => {
      if (!isDocument(item) || Object.keys(item)[0] !== '$elemMatch') throw badValue('$all/$elemMatch has to be consistent');
      return compileElemMatch(path, item['$elemMatch'], context);
    });
  }
  return items.map((item) => {
    if (isDocument(item) && startsWithOperator(item)) throw badValue('no $ expressions in $all');
    if (bsonType(item) === 'regex') return atPath(path, regexTest(regexSource(item), regexFlags(item)));
    return atPath(path, compareTest('$eq', item, context.compareStrings));
  });
}

function compileElemMatch(path: string, operand: unknown, context: Context): FieldCondition {
  const parts = path.split('.');
  const testElement = compileElement(path, operand, context);
  const findIndex = (value: unknown): number => (Array.isArray(value) ? value.findIndex((item) => testElement(item)) : -1);
  return {
    onDocument: (document, details) => {
      if (details === undefined) return anyAtPath(document, parts, 0, (value) => findIndex(value) >= 0, 'whole');
      let elementIndex: number | undefined;
      const findAndKeep: ValueTest = (value) => {
        const index = findIndex(value);
        if (index >= 0) elementIndex = index;
        return index >= 0;
      };
      const inner: MatchDetails = {};
      if (!anyAtPath(document, parts, 0, findAndKeep, 'whole', inner)) return false;
      const arrayIndex = inner.arrayIndex ?? elementIndex;
      if (arrayIndex !== undefined) details.arrayIndex = arrayIndex;
      return true;
    },
    onValue: (value) => findIndex(value) >= 0,
  };
}

function compileElement(path: string, operand: unknown, context: Context): ValueTest {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  return hasValueOperators(operand) ? allOf(compileOperators(path, operand, context)).onValue : compileNestedFilter(operand, context);
}

/** Inside `$elemMatch` a nested array is searched like a document whose fields are its indexes. */
function compileNestedFilter(filter: Document, context: Context): ValueTest {
  const test = compileFilter(filter, context);
  return (value) => (Array.isArray(value) ? test({ ...value }) : isDocument(value) && test(value));
}

function hasValueOperators(operand: Document): boolean {
  const first = Object.keys(operand)[0];
  return first !== undefined && startsWithOperator(operand) && !['$and', '$or', '$nor', '$where', '$expr'].includes(first);
}
