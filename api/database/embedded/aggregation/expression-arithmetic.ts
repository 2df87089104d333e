import { Double, Long } from 'bson';
import { formatDecimal } from '../values/decimals.js';
import { isMissing, onArguments, onPresent, type ExpressionOperators } from './expression-types.js';
import {
  decimalValue,
  divideNumbers,
  integerNumber,
  integerValue,
  multiplyNumbers,
  numberOfType,
  numberType,
  remainderOfNumbers,
  subtractNumbers,
  sumNumbers,
} from '../values/numbers.js';
import { QueryError } from '../query-errors.js';
import { bsonType, isNumber, numericValue } from '../values/values.js';

/** Operators on numbers (and dates, for `$add` and `$subtract`); null or a missing argument gives null. */
export const arithmeticOperators: ExpressionOperators = {
  $add: onArguments(0, Infinity, addAll),
  $subtract: onPresent(2, 2, ([left, right]) => subtract(left, right)),
  $multiply: onArguments(0, Infinity, multiplyAll),
  $divide: onPresent(2, 2, ([left, right]) => {
    requireNumbers('$divide', left, right, 16609);
    if (numericValue(right) === 0) throw new QueryError(2, "can't $divide by zero");
    return divideNumbers(left, right);
  }),
  $mod: onPresent(2, 2, ([left, right]) => {
    requireNumbers('$mod', left, right, 16611);
    if (numericValue(right) === 0) throw new QueryError(16610, "can't $mod by zero");
    return remainderOfNumbers(left, right);
  }),
  $abs: onPresent(1, 1, ([value], name) => absolute(requireNumber(value, name))),
  $ceil: onPresent(1, 1, ([value], name) => sameType(requireNumber(value, name), Math.ceil)),
  $floor: onPresent(1, 1, ([value], name) => sameType(requireNumber(value, name), Math.floor)),
  $round: onPresent(1, 2, ([value, place], name) => roundTo(requireNumber(value, name), place, roundHalfToEven)),
  $trunc: onPresent(1, 2, ([value, place], name) => roundTo(requireNumber(value, name), place, Math.trunc)),
  $sqrt: onPresent(1, 1, ([value], name) => {
    if (numericValue(requireNumber(value, name)) < 0) throw new QueryError(28714, "$sqrt's argument must be greater than or equal to 0");
    return wide(value, Math.sqrt(numericValue(value)));
  }),
  $exp: onPresent(1, 1, ([value], name) => wide(requireNumber(value, name), Math.exp(numericValue(value)))),
  $ln: onPresent(1, 1, ([value], name) => wide(value, Math.log(requirePositive(value, name, 28766)))),
  $log10: onPresent(1, 1, ([value], name) => wide(value, Math.log10(requirePositive(value, name, 28761)))),
  $log: onPresent(2, 2, ([value, base], name) => {
    const numerator = Math.log(requirePositive(value, name, 28758));
    return wide(value, numerator / Math.log(requirePositive(base, name, 28759)));
  }),
  $pow: onPresent(2, 2, ([base, exponent]) => power(base, exponent)),
};

function requireNumber(value: unknown, name: string): unknown {
  if (!isNumber(value)) throw new QueryError(28765, `${name} only supports numeric types, not ${bsonType(value)}`);
  return value;
}

function requirePositive(value: unknown, name: string, code: number): number {
  const number = numericValue(requireNumber(value, name));
  if (number <= 0) throw new QueryError(code, `${name}'s argument must be a positive number, but is ${number}`);
  return number;
}

function requireNumbers(name: string, left: unknown, right: unknown, code: number): void {
  if (isNumber(left) && isNumber(right)) return;
  throw new QueryError(code, `${name} only supports numeric types, not ${bsonType(left)} and ${bsonType(right)}`);
}

function addAll(values: unknown[]): unknown {
  if (values.some(isMissing)) return null;
  const dates = values.filter((value): value is Date => value instanceof Date);
  if (dates.length > 1) throw new QueryError(16612, 'only one date allowed in an $add expression');
  const numbers = values.filter((value) => !(value instanceof Date));
  for (const value of numbers) {
    if (!isNumber(value)) throw new QueryError(14, `$add only supports numeric or date types, not ${bsonType(value)}`);
  }
  const sum = numbers.reduce((total, value) => sumNumbers(total, value), integerNumber(0n));
  const [date] = dates;
  return date === undefined ? sum : new Date(date.getTime() + Math.round(numericValue(sum)));
}

function subtract(left: unknown, right: unknown): unknown {
  if (left instanceof Date) {
    if (right instanceof Date) return Long.fromNumber(left.getTime() - right.getTime());
    if (isNumber(right)) return new Date(left.getTime() - Math.round(numericValue(right)));
  }
  if (!isNumber(left) || !isNumber(right)) throw new QueryError(14, `can't $subtract ${bsonType(right)} from ${bsonType(left)}`);
  return subtractNumbers(left, right);
}

function multiplyAll(values: unknown[]): unknown {
  if (values.some(isMissing)) return null;
  for (const value of values) {
    if (!isNumber(value)) throw new QueryError(14, `$multiply only supports numeric types, not ${bsonType(value)}`);
  }
  return values.reduce((product, value) => multiplyNumbers(product, value), integerNumber(1n));
}

function absolute(value: unknown): unknown {
  const isNegative = numericValue(value) < 0 || Object.is(numericValue(value), -0);
  if (!isNegative) return value;
  return numberType(value) === 'double' ? new Double(Math.abs(numericValue(value))) : multiplyNumbers(value, integerNumber(-1n));
}

function sameType(value: unknown, calculate: (number: number) => number): unknown {
  const type = numberType(value);
  return type === 'int' || type === 'long' ? value : numberOfType(calculate(numericValue(value)), type);
}

function wide(value: unknown, result: number): unknown {
  return numberOfType(result, numberType(value) === 'decimal' ? 'decimal' : 'double');
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  return rest > 0.5 || floor % 2 !== 0 ? floor + 1 : floor;
}

function roundTo(value: unknown, place: unknown, round: (number: number) => number): unknown {
  const digits = place === undefined ? 0 : numericValue(place);
  if (!Number.isInteger(digits) || digits < -20 || digits > 100)
    throw new QueryError(51083, `cannot apply $round with precision value ${digits}`);
  const type = numberType(value);
  if (type === 'int' || type === 'long') {
    if (digits >= 0) return value;
    const step = 10n ** BigInt(-digits);
    const integer = integerValue(value);
    const rest = ((integer % step) + step) % step;
    const below = integer - rest;
    if (round === Math.trunc) return integerNumber(integer - (integer % step), type === 'long');
    const goesUp = rest * 2n > step || (rest * 2n === step && (below / step) % 2n !== 0n);
    return integerNumber(goesUp ? below + step : below, type === 'long');
  }
  const number = numericValue(value);
  if (!Number.isFinite(number)) return value;
  // Shifting the decimal text keeps 2.675 what it says; multiplying by 100 would not.
  return numberOfType(Number(`${round(Number(shiftPoint(number, digits)))}e${-digits}`), type);
}

function shiftPoint(number: number, digits: number): string {
  const [mantissa, exponent = '0'] = String(number).split('e');
  return `${mantissa}e${Number(exponent) + digits}`;
}

function power(base: unknown, exponent: unknown): unknown {
  if (!isNumber(base)) throw new QueryError(28762, `$pow's base must be numeric, not ${bsonType(base)}`);
  if (!isNumber(exponent)) throw new QueryError(28763, `$pow's exponent must be numeric, not ${bsonType(exponent)}`);
  const types = [numberType(base), numberType(exponent)];
  if (numericValue(base) === 0 && numericValue(exponent) < 0)
    throw new QueryError(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (types.includes('decimal')) return formatDecimal(decimalValue(new Double(numericValue(base) ** numericValue(exponent))));
  if (types.includes('double')) return new Double(numericValue(base) ** numericValue(exponent));
  const power = integerValue(exponent);
  if (power < 0n) return new Double(numericValue(base) ** numericValue(exponent));
  const result = numericValue(base) ** numericValue(exponent);
  if (Math.abs(result) >= 2 ** 63) return new Double(result);
  return integerNumber(integerValue(base) ** power, types.includes('long'));
}
