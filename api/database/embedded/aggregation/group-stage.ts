import { accumulateByOrder, accumulateN, accumulators } from './accumulators.js';
import { compileExpression, evaluateExpression } from './expressions.js';
import { formatValue } from '../values/format-value.js';
import { integerNumber } from '../values/numbers.js';
import { QueryError } from '../query-errors.js';
import { onAll, type Stage } from './stage-types.js';
import { valueKey } from '../values/value-key.js';
import { isDocument, type Document } from '../values/values.js';

type Evaluate = (document: unknown, variables?: Document) => unknown;

interface GroupField {
  name: string;
  /** A fresh collector for one group; `id` is the group's, which `n` of `$firstN` and its kin may use. */
  start: (id: unknown, variables: Document) => { add: (document: Document, variables: Document) => void; result: () => unknown };
}

/** Compiles `$group`; groups come in the order of their first documents. Throws 15955, 15952, 40234, 40238 for what MongoDB refuses. */
export function compileGroup(operand: unknown): Stage {
  if (!isDocument(operand)) throw new QueryError(15947, "a group's fields must be specified in an object");
  if (!('_id' in operand)) throw new QueryError(15955, 'a group specification must include an _id');
  const idOf = compileExpression(operand['_id']);
  const fields = Object.keys(operand)
    .filter((name) => name !== '_id')
    .map((name) => compileField(name, operand[name]));
  return onAll((documents, { variables }) => groupDocuments(documents, idOf, fields, variables));
}

function groupDocuments(documents: Document[], idOf: Evaluate, fields: GroupField[], variables: Document): Document[] {
  const groups = new Map<string, { id: unknown; collectors: ReturnType<GroupField['start']>[] }>();
  for (const document of documents) {
    const id = idOf(document, variables) ?? null;
    const key = valueKey(id);
    let group = groups.get(key);
    if (group === undefined) {
      group = { id, collectors: fields.map((field) => field.start(id, variables)) };
      groups.set(key, group);
    }
    for (const collector of group.collectors) collector.add(document, variables);
  }
  return [...groups.values()].map(({ id, collectors }) => ({
    _id: id,
    ...Object.fromEntries(fields.map(({ name }, index) => [name, collectors[index]?.result()])),
  }));
}

function compileField(name: string, spec: unknown): GroupField {
  if (!isDocument(spec)) throw new QueryError(40234, `The field '${name}' must be an accumulator object`);
  const [operator, ...more] = Object.keys(spec);
  if (operator === undefined || more.length > 0) throw new QueryError(40238, `The field '${name}' must specify one accumulator`);
  if (name.includes('.')) throw new QueryError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw new QueryError(40236, `The field name '${name}' cannot be an operator name`);
  const operand = spec[operator];
  if (operator === '$count') return compileCount(name, operand);
  if (['$firstN', '$lastN', '$minN', '$maxN'].includes(operator)) return compileN(name, operator, operand);
  if (['$top', '$bottom', '$topN', '$bottomN'].includes(operator)) return compileByOrder(name, operator, operand);
  const create = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  if (create === undefined) throw new QueryError(15952, `unknown group operator '${operator}'`);
  if (Array.isArray(operand) && operand.length !== 1) throw new QueryError(40237, `The ${operator} accumulator is a unary operator`);
  const evaluate = compileExpression(Array.isArray(operand) ? operand[0] : operand);
  return {
    name,
    start: () => {
      const accumulator = create();
      return { add: (document, variables) => accumulator.add(evaluate(document, variables)), result: accumulator.result };
    },
  };
}

function compileCount(name: string, operand: unknown): GroupField {
  if (!isDocument(operand) || Object.keys(operand).length > 0)
    throw new QueryError(14, `$count takes no arguments, i.e. $count:{}, but got ${formatValue(operand)}`);
  return {
    name,
    start: () => {
      let count = 0n;
      return { add: () => void (count += 1n), result: () => integerNumber(count) };
    },
  };
}

function compileN(name: string, operator: string, operand: unknown): GroupField {
  if (!isDocument(operand)) throw new QueryError(5787801, `${operator} specification must be an object`);
  const input = compileExpression(operand['input']);
  return {
    name,
    start: (id, variables) => {
      const accumulator = accumulateN(operator, evaluateExpression(operand['n'], id, variables));
      return { add: (document, scope) => accumulator.add(input(document, scope)), result: accumulator.result };
    },
  };
}

function compileByOrder(name: string, operator: string, operand: unknown): GroupField {
  const sortBy = isDocument(operand) ? operand['sortBy'] : undefined;
  if (!isDocument(operand) || !isDocument(sortBy)) throw new QueryError(5788005, `Missing value for 'sortBy'`);
  const output = compileExpression(operand['output']);
  return {
    name,
    start: (id, variables) => {
      const collector = accumulateByOrder(operator, sortBy, evaluateExpression(operand['n'], id, variables));
      return { add: (document, scope) => collector.add(document, output(document, scope)), result: collector.result };
    },
  };
}
