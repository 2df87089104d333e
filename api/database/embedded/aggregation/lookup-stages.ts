import { Long } from 'bson';
import { compileExpression } from './expressions.js';
import { compileMatch } from '../filters/match.js';
import { valuesAtPath, getPath } from '../values/paths.js';
import { compileAddFields } from '../filters/project.js';
import { QueryError } from '../query-errors.js';
import { collect, type CompileOptions, type Lookups, type Stage } from './stage-types.js';
import { valueKey } from '../values/value-key.js';
import { bsonType, isDocument, isNumber, numericValue, type Document } from '../values/values.js';

/** Compiles `$lookup` in all forms: equal fields, a pipeline with variables, or both. */
export function compileLookup(operand: unknown, { compilePipeline }: CompileOptions): Stage {
  if (!isDocument(operand)) throw new QueryError(9, 'the $lookup specification must be an object');
  const { from, localField, foreignField, pipeline, let: variables = {}, as } = operand;
  if (typeof as !== 'string') throw new QueryError(9, "must specify 'as' field for a $lookup");
  if (typeof from !== 'string') throw new QueryError(9, "missing 'from' option to $lookup stage specification");
  const hasFields = typeof localField === 'string' && typeof foreignField === 'string';
  if (!hasFields && !Array.isArray(pipeline)) {
    throw new QueryError(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  }
  const run = compilePipeline((pipeline as Document[] | undefined) ?? []);
  const bindings = Object.entries(variables as Document).map(([name, value]) => ({ name, evaluate: compileExpression(value) }));
  const leading = Array.isArray(pipeline) ? leadingFilter(pipeline as Document[]) : {};
  const setField = compileAddFields({ [as]: '$$found' });
  return async function* (documents, context) {
    for await (const document of documents) {
      const scope = { ...context.variables };
      for (const { name, evaluate } of bindings) scope[name] = evaluate(document, context.variables) ?? null;
      const equality = hasFields ? equalFilter(document, localField, foreignField) : {};
      const foreign = context.lookups.find(from, combine(equality, prefilter(leading, scope)));
      const found = await collect(run(foreign, { ...context, variables: scope }));
      yield setField(document, { found });
    }
  };
}

/** An array on the local side matches each of its elements; a missing field matches null and missing. */
function equalFilter(document: Document, localField: string, foreignField: string): Document {
  const values = valuesAtPath(document, localField).map((value) => value ?? null);
  if (values.some((value) => bsonType(value) === 'regex')) return { $or: values.map((value) => ({ [foreignField]: { $eq: value } })) };
  return { [foreignField]: values.length === 1 ? { $eq: values[0] } : { $in: values } };
}

function leadingFilter(pipeline: Document[]): Document {
  const match = pipeline[0]?.['$match'];
  return isDocument(match) ? match : {};
}

/**
 * What of a pipeline's first `$match` an index can serve. It may let more through, as the stage itself is run too: conditions without variables as
 * they are, and `$expr` equalities between a field and a variable.
 */
function prefilter(match: Document, variables: Document): Document {
  const { $expr: expression, ...plain } = match;
  const conditions: Document[] = Object.keys(plain).length > 0 && !JSON.stringify(Object.keys(plain)).includes('$') ? [plain] : [];
  const equalities = isDocument(expression) && Array.isArray(expression['$and']) ? (expression['$and'] as unknown[]) : [expression];
  for (const equality of equalities) {
    if (!isDocument(equality) || !Array.isArray(equality['$eq'])) continue;
    const [left, right] = equality['$eq'] as unknown[];
    const condition = fieldEquality(left, right, variables) ?? fieldEquality(right, left, variables);
    if (condition) conditions.push(condition);
  }
  return conditions.length === 0 ? {} : conditions.length === 1 ? (conditions[0] as Document) : { $and: conditions };
}

function fieldEquality(field: unknown, variable: unknown, variables: Document): Document | undefined {
  if (typeof field !== 'string' || typeof variable !== 'string' || !/^\$[^$]/.test(field) || !/^\$\$\w+$/.test(variable)) return undefined;
  const value = Object.hasOwn(variables, variable.slice(2)) ? variables[variable.slice(2)] : undefined;
  // Arrays, null and expressions mean something else in a filter than in an expression.
  if (value === undefined || value === null || Array.isArray(value) || bsonType(value) === 'regex') return undefined;
  return { [field.slice(1)]: { $eq: value } };
}

function combine(left: Document, right: Document): Document {
  if (Object.keys(left).length === 0) return right;
  return Object.keys(right).length === 0 ? left : { $and: [left, right] };
}

/** Compiles `$unionWith`: a collection's name, or `{ coll, pipeline }`. */
export function compileUnionWith(operand: unknown, { compilePipeline }: CompileOptions): Stage {
  const name = isDocument(operand) ? operand['coll'] : operand;
  if (typeof name !== 'string')
    throw new QueryError(9, `the $unionWith stage specification must be an object or string, but found ${bsonType(operand)}`);
  const stages = isDocument(operand) && Array.isArray(operand['pipeline']) ? (operand['pipeline'] as Document[]) : [];
  const run = compilePipeline(stages);
  return async function* (documents, context) {
    yield* documents;
    yield* run(context.lookups.find(name, {}), context);
  };
}

/** Compiles `$graphLookup`: breadth first, each document once. */
export function compileGraphLookup(operand: unknown): Stage {
  if (!isDocument(operand)) throw new QueryError(40327, 'the $graphLookup stage specification must be an object');
  const { from, startWith, connectFromField, connectToField, as, maxDepth, depthField, restrictSearchWithMatch } = operand;
  const isComplete = [from, connectFromField, connectToField, as].every((value) => typeof value === 'string') && startWith !== undefined;
  if (!isComplete) {
    throw new QueryError(
      40105,
      "$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.",
    );
  }
  const search: GraphSearch = {
    from: from as string,
    connectFrom: connectFromField as string,
    connectTo: connectToField as string,
    mostSteps: isNumber(maxDepth) ? numericValue(maxDepth) : Infinity,
    depthField: typeof depthField === 'string' ? depthField : undefined,
    restriction: isDocument(restrictSearchWithMatch) ? restrictSearchWithMatch : {},
  };
  compileMatch(search.restriction);
  const start = compileExpression(startWith);
  const setField = compileAddFields({ [as as string]: '$$found' });
  return async function* (documents, { lookups, variables }) {
    for await (const document of documents) {
      const first = start(document, variables);
      yield setField(document, { found: await searchGraph(search, Array.isArray(first) ? first : [first ?? null], lookups) });
    }
  };
}

interface GraphSearch {
  from: string;
  connectFrom: string;
  connectTo: string;
  mostSteps: number;
  depthField: string | undefined;
  restriction: Document;
}

async function searchGraph(search: GraphSearch, start: unknown[], lookups: Lookups): Promise<Document[]> {
  const found = new Map<string, Document>();
  let frontier = start;
  for (let depth = 0; depth <= search.mostSteps && frontier.length > 0; depth += 1) {
    const filter = combine({ [search.connectTo]: { $in: frontier } }, search.restriction);
    frontier = [];
    for await (const document of lookups.find(search.from, filter)) {
      const key = valueKey(document['_id']);
      if (found.has(key)) continue;
      found.set(key, search.depthField === undefined ? document : { ...document, [search.depthField]: Long.fromNumber(depth) });
      const next = getPath(document, search.connectFrom);
      if (next !== undefined) frontier.push(...(Array.isArray(next) ? (next as unknown[]) : [next]));
    }
  }
  return [...found.values()];
}
