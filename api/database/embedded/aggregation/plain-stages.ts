import { Long, MinKey } from 'bson';
import { evaluateExpression, compileExpression } from './expressions.js';
import { compileGroup } from './group-stage.js';
import { formatValue } from '../values/format-value.js';
import { compileMatch } from '../filters/match.js';
import { integerNumber } from '../values/numbers.js';
import { compileAddFields } from '../filters/project.js';
import { getPath } from '../values/paths.js';
import { QueryError } from '../query-errors.js';
import { sortDocuments, compileSortKeys } from '../filters/sort.js';
import { collect, onAll, type CompileOptions, type CompileStage, type Stage } from './stage-types.js';
import { compareValues } from '../values/compare-values.js';
import { bsonType, isDocument, isNumber, numericValue, type Document } from '../values/values.js';

/** The stages that need nothing but the documents they are given. */
export const plainStages: Readonly<Record<string, CompileStage>> = {
  $match: compileMatchStage,
  $sort: compileSortStage,
  $limit: (operand) => compileLimit(operand),
  $skip: (operand) => compileSkip(operand),
  $count: (operand) => compileCount(operand),
  $unwind: (operand) => compileUnwind(operand),
  $group: (operand) => compileGroup(operand),
  $sortByCount: (operand) => compileSortByCount(operand),
  $bucket: (operand) => compileBucket(operand),
  $sample: (operand) => compileSample(operand),
  $redact: (operand) => compileRedact(operand),
  $facet: compileFacet,
};

function compileMatchStage(operand: unknown, { collation }: CompileOptions): Stage {
  if (!isDocument(operand)) throw new QueryError(15959, 'the match filter must be an expression in an object');
  const withCollation = collation && { collation };
  compileMatch(operand, { ...withCollation });
  return async function* (documents, { variables }) {
    const matches = compileMatch(operand, { ...withCollation, variables });
    for await (const document of documents) if (matches(document)) yield document;
  };
}

function compileSortStage(operand: unknown, { collation }: CompileOptions): Stage {
  if (!isDocument(operand)) throw new QueryError(15973, 'the $sort key specification must be an object');
  if (Object.keys(operand).length === 0) throw new QueryError(15976, '$sort stage must have at least one sort key');
  compileSortKeys(operand, collation);
  return onAll((documents) => sortDocuments(documents, operand, collation));
}

function compileLimit(operand: unknown): Stage {
  const limit = wholeNumber(operand, '$limit', 5107201);
  if (limit <= 0) throw new QueryError(15958, 'the limit must be positive');
  return async function* (documents) {
    let count = 0;
    for await (const document of documents) {
      yield document;
      count += 1;
      if (count >= limit) return;
    }
  };
}

function compileSkip(operand: unknown): Stage {
  const skip = wholeNumber(operand, '$skip', 5107200);
  if (skip < 0)
    throw new QueryError(5107200, `invalid argument to $skip stage: Expected a non-negative number in: $skip: ${formatValue(operand)}`);
  return async function* (documents) {
    let skipped = 0;
    for await (const document of documents) {
      if (skipped >= skip) yield document;
      else skipped += 1;
    }
  };
}

function wholeNumber(operand: unknown, name: string, code: number): number {
  const problem = !isNumber(operand) ? 'Expected a number' : Number.isInteger(numericValue(operand)) ? undefined : 'Expected an integer';
  if (problem === undefined) return numericValue(operand);
  throw new QueryError(code, `invalid argument to ${name} stage: ${problem} in: ${name}: ${formatValue(operand)}`);
}

function compileCount(operand: unknown): Stage {
  if (typeof operand !== 'string') throw new QueryError(40156, 'the count field must be a non-empty string');
  if (operand === '') throw new QueryError(40157, 'the count field must be a non-empty string');
  if (operand.startsWith('$')) throw new QueryError(40158, 'the count field cannot be a $-prefixed path');
  if (operand.includes('.')) throw new QueryError(40160, "the count field cannot contain '.'");
  return async function* (documents) {
    let count = 0n;
    for await (const _document of documents) count += 1n;
    if (count > 0n) yield { [operand]: integerNumber(count) };
  };
}

function compileUnwind(operand: unknown): Stage {
  const options: Document = isDocument(operand) ? operand : { path: operand };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = options;
  if (typeof path !== 'string') {
    if (!isDocument(operand))
      throw new QueryError(15981, `expected either a string or an object as specification for $unwind stage, got ${bsonType(operand)}`);
    throw path === undefined
      ? new QueryError(28812, 'no path specified to $unwind stage')
      : new QueryError(28808, `expected a string as the path for $unwind stage, got ${bsonType(path)}`);
  }
  if (!path.startsWith('$')) throw new QueryError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const name = path.slice(1);
  const setElement = compileAddFields({ [name]: '$$element' });
  const setIndex = typeof includeArrayIndex === 'string' ? compileAddFields({ [includeArrayIndex]: '$$index' }) : undefined;
  const withIndex = (document: Document, index: unknown): Document => (setIndex ? setIndex(document, { index }) : document);
  return async function* (documents) {
    for await (const document of documents) {
      const value = documentPath(document, name);
      if (Array.isArray(value) && value.length > 0) {
        for (const [index, element] of (value as unknown[]).entries())
          yield withIndex(setElement(document, { element }), Long.fromNumber(index));
      } else if (value !== undefined && value !== null && !Array.isArray(value)) yield withIndex(document, null);
      else if (preserveNullAndEmptyArrays === true)
        yield withIndex(Array.isArray(value) ? setElement(document, { element: undefined }) : document, null);
    }
  };
}

/** `$unwind` looks only through documents: an array on the way hides what lies behind it. */
function documentPath(document: Document, path: string): unknown {
  const parts = path.split('.');
  const parent = parts.length === 1 ? document : getPath(document, parts.slice(0, -1).join('.'));
  return isDocument(parent) ? getPath(document, path) : undefined;
}

function compileSortByCount(operand: unknown): Stage {
  const isExpression = isDocument(operand)
    ? Object.keys(operand)[0]?.startsWith('$')
    : typeof operand === 'string' && operand.startsWith('$');
  if (!isExpression)
    throw new QueryError(
      typeof operand === 'string' ? 40148 : isDocument(operand) ? 40147 : 40149,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const group = compileGroup({ _id: operand, count: { $sum: integerNumber(1n) } });
  return async function* (documents, context) {
    yield* sortDocuments(await collect(group(documents, context)), { count: -1 });
  };
}

/** Marks what falls into no bucket; no value of a document can be this one. */
const outsideAll = new MinKey();

function compileBucket(operand: unknown): Stage {
  if (!isDocument(operand)) throw new QueryError(40201, 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, output = { count: { $sum: integerNumber(1n) } } } = operand;
  if (groupBy === undefined || boundaries === undefined)
    throw new QueryError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw new QueryError(40192, "The $bucket 'boundaries' field must have at least 2 values");
  const limits = (boundaries as unknown[]).map((boundary) => evaluateExpression(boundary, {}));
  if (limits.some((limit, index) => index > 0 && compareValues(limits[index - 1], limit) >= 0)) {
    throw new QueryError(40194, "The 'boundaries' option to $bucket must be sorted in ascending order");
  }
  const branches = limits.slice(0, -1).map((lower, index) => ({
    case: { $and: [{ $gte: [groupBy, { $literal: lower }] }, { $lt: [groupBy, { $literal: limits[index + 1] }] }] },
    then: { $literal: lower },
  }));
  const choice: Document = { branches, default: 'default' in operand ? operand['default'] : { $literal: outsideAll } };
  const group = compileGroup({ _id: { $switch: choice }, ...(output as Document) });
  return async function* (documents, context) {
    const buckets = await collect(group(documents, context));
    if (buckets.some((bucket) => bucket['_id'] === outsideAll)) {
      throw new QueryError(4934200, '$bucket could not find a matching branch for an input, and no default was specified');
    }
    yield* sortDocuments(buckets, { _id: 1 });
  };
}

function compileSample(operand: unknown): Stage {
  const size = isDocument(operand) ? operand['size'] : undefined;
  if (!isNumber(size)) throw new QueryError(28746, 'size argument to $sample must be a number');
  if (numericValue(size) <= 0) throw new QueryError(28747, 'size argument to $sample must not be negative');
  return onAll((documents) => {
    const rest = [...documents];
    for (let index = rest.length - 1; index > 0; index -= 1) {
      const other = Math.floor(Math.random() * (index + 1));
      [rest[index], rest[other]] = [rest[other] as Document, rest[index] as Document];
    }
    return rest.slice(0, numericValue(size));
  });
}

function compileRedact(operand: unknown): Stage {
  const evaluate = compileExpression(operand);
  return async function* (documents, { variables }) {
    for await (const document of documents) {
      const kept = redact(document, (part) =>
        evaluate(document, { ...variables, KEEP: 'keep', PRUNE: 'prune', DESCEND: 'descend', CURRENT: part }),
      );
      if (isDocument(kept)) yield kept;
    }
  };
}

function redact(value: unknown, decide: (part: Document) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => redact(item, decide)).filter((item) => item !== undefined);
  if (!isDocument(value)) return value;
  const decision = decide(value);
  if (decision === 'keep') return value;
  if (decision === 'prune') return undefined;
  if (decision !== 'descend')
    throw new QueryError(
      17053,
      `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${formatValue(decision)}`,
    );
  const entries = Object.entries(value).map(([name, item]) => [name, redact(item, decide)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function compileFacet(operand: unknown, { compilePipeline }: CompileOptions): Stage {
  if (!isDocument(operand) || Object.keys(operand).length === 0)
    throw new QueryError(40169, 'the $facet specification must be a non-empty object');
  const facets = Object.entries(operand).map(([name, stages]) => {
    if (!Array.isArray(stages)) throw new QueryError(40170, `arguments to $facet must be arrays, ${name} is type ${bsonType(stages)}`);
    const run = compilePipeline(stages as Document[]);
    const refused = (stages as Document[])
      .map((stage) => Object.keys(stage)[0] ?? '')
      .find((stage) => ['$facet', '$out', '$merge', '$changeStream'].includes(stage));
    if (refused !== undefined) throw new QueryError(40600, `${refused} is not allowed to be used within a $facet stage`);
    return { name, run };
  });
  return async function* (documents, context) {
    const all = await collect(documents);
    const result: Document = {};
    for (const { name, run } of facets) result[name] = await collect(run(all, context));
    yield result;
  };
}
