import { Double, Int32 } from 'bson';
import { isMissing } from './expression-types.js';
import { mergeObjects } from './expression-objects.js';
import { divideNumbers, integerNumber, sumNumbers } from '../values/numbers.js';
import { QueryError } from '../query-errors.js';
import { sortDocuments } from '../filters/sort.js';
import { compareValues } from '../values/compare-values.js';
import { valueKey } from '../values/value-key.js';
import { isNumber, numericValue, type Document } from '../values/values.js';

/** Collects the values of one group; a missing value is undefined. */
export interface Accumulator {
  add: (value: unknown) => void;
  result: () => unknown;
}

/** The accumulators that take one expression, by name. */
export const accumulators: Readonly<Record<string, () => Accumulator>> = {
  $sum: () => {
    let total: unknown = integerNumber(0n);
    return { add: (value) => void (isNumber(value) && (total = sumNumbers(total, value))), result: () => total };
  },
  $avg: () => {
    let total: unknown = integerNumber(0n);
    let count = 0;
    return {
      add: (value) => {
        if (!isNumber(value)) return;
        total = sumNumbers(total, value);
        count += 1;
      },
      result: () => (count === 0 ? null : divideNumbers(total, new Int32(count))),
    };
  },
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: () => {
    let first: { value: unknown } | undefined;
    return { add: (value) => void (first ??= { value }), result: () => first?.value ?? null };
  },
  $last: () => {
    let last: unknown;
    return { add: (value) => void (last = value), result: () => last ?? null };
  },
  $push: () => {
    const values: unknown[] = [];
    return { add: (value) => void (value !== undefined && values.push(value)), result: () => values };
  },
  $addToSet: () => {
    const values = new Map<string, unknown>();
    return {
      add: (value) => {
        const key = valueKey(value);
        if (value !== undefined && !values.has(key)) values.set(key, value);
      },
      result: () => [...values.values()],
    };
  },
  $mergeObjects: () => {
    let merged: Document = {};
    return { add: (value) => void (merged = mergeObjects([merged, value])), result: () => merged };
  },
  $stdDevPop: () => deviation(0),
  $stdDevSamp: () => deviation(1),
};

function extreme(direction: 1 | -1): Accumulator {
  let best: unknown = null;
  return {
    add: (value) => {
      if (isMissing(value)) return;
      if (best === null || compareValues(value, best) * direction > 0) best = value;
    },
    result: () => best,
  };
}

function deviation(correction: 0 | 1): Accumulator {
  const numbers: number[] = [];
  return {
    add: (value) => void (isNumber(value) && numbers.push(numericValue(value))),
    result: () => {
      if (numbers.length <= correction) return null;
      const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
      const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
      return new Double(Math.sqrt(squares / (numbers.length - correction)));
    },
  };
}

/** `$firstN`, `$lastN`, `$minN`, `$maxN`: at most `n` values; missing ones count as null for first and last and are left out of min and max. */
export function accumulateN(name: string, n: unknown): Accumulator {
  const count = numericValue(n);
  if (!Number.isInteger(count) || count <= 0) throw new QueryError(5787908, `'n' must be greater than 0, found ${String(n)}`);
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (name === '$firstN' && values.length >= count) return;
      if ((name === '$minN' || name === '$maxN') && isMissing(value)) return;
      values.push(value ?? null);
      if (name === '$lastN' && values.length > count) values.shift();
    },
    result: () => {
      if (name === '$firstN' || name === '$lastN') return values;
      const direction = name === '$minN' ? 1 : -1;
      return values.sort((left, right) => compareValues(left, right) * direction).slice(0, count);
    },
  };
}

/** `$top`, `$bottom`, `$topN`, `$bottomN`: the outputs of the documents that come first or last in an order. */
export function accumulateByOrder(
  name: string,
  sortBy: Document,
  n: unknown,
): { add: (document: Document, output: unknown) => void; result: () => unknown } {
  const entries: { document: Document; output: unknown }[] = [];
  return {
    add: (document, output) => void entries.push({ document, output: output ?? null }),
    result: () => {
      const outputs = new Map(entries.map((entry) => [entry.document, entry.output]));
      const sorted = sortDocuments([...outputs.keys()], sortBy).map((document) => outputs.get(document));
      if (name === '$top') return sorted[0] ?? null;
      if (name === '$bottom') return sorted.at(-1) ?? null;
      return name === '$topN' ? sorted.slice(0, numericValue(n)) : sorted.slice(-numericValue(n));
    },
  };
}

/** Accumulators are expressions too: over their arguments, or over the elements of a single array. */
export function accumulateValues(name: string, values: unknown[]): unknown {
  const accumulator = (accumulators[name] as () => Accumulator)();
  const [only] = values;
  for (const value of values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values) accumulator.add(value);
  return accumulator.result();
}
