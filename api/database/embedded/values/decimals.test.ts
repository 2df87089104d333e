import { Decimal128, Double, Int32, Long } from 'bson';
import { describe, expect, test } from 'vitest';
import {
  addDecimals,
  canonicalDecimalText,
  compareDecimals,
  divideDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  remainderOfDecimals,
} from './decimals.js';
import { addNumbers, divideNumbers, multiplyNumbers, remainderOfNumbers, sumNumbers } from './numbers.js';

const decimal = (text: string) => parseDecimal(Decimal128.fromString(text));
const texts = (value: unknown) => `${(value as { _bsontype: string })._bsontype} ${String(value)}`;

describe('decimal arithmetic', () => {
  test.each([
    ['adds', addDecimals, '0.1', '0.2', '0.3'],
    ['adds what cancels out', addDecimals, 'Infinity', '-Infinity', 'NaN'],
    ['multiplies', multiplyDecimals, '1.5', '-2', '-3.0'],
    ['divides', divideDecimals, '1', '3', '0.3333333333333333333333333333333333'],
    ['keeps the sign of the dividend', remainderOfDecimals, '-7.5', '2', '-1.5'],
  ])('%s', (_, calculate, left, right, expected) => {
    expect(formatDecimal(calculate(decimal(left), decimal(right))).toString()).toBe(expected);
  });

  test('rounds to 34 digits', () => {
    const product = multiplyDecimals(decimal('1234567890123456789012345678901234'), decimal('10.1'));
    expect(formatDecimal(product).toString()).toBe('1.246913569024691356902469135690246E+34');
  });

  test('compares doubles by what they are exactly', () => {
    expect(compareDecimals(decimal('0.1'), parseDecimal(0.1))).toBe(-1);
    expect(compareDecimals(decimal('0.5'), parseDecimal(0.5))).toBe(0);
    expect(compareDecimals(decimal('-Infinity'), decimal('NaN'))).toBeGreaterThan(0);
  });

  test('gives one text for one value', () => expect(canonicalDecimalText(decimal('5.00'))).toBe(canonicalDecimalText(decimal('50E-1'))));
});

describe('arithmetic keeps BSON types', () => {
  test.each([
    [addNumbers(new Int32(1), new Int32(2)), 'Int32 3'],
    [addNumbers(new Int32(2147483647), new Int32(1)), 'Long 2147483648'],
    [addNumbers(Long.MAX_VALUE, Long.MAX_VALUE), 'Double 18446744073709552000'],
    [addNumbers(new Int32(1), new Double(0.5)), 'Double 1.5'],
    [addNumbers(new Double(0.1), Decimal128.fromString('0.2')), 'Decimal128 0.300000000000000'],
    [sumNumbers(new Double(0.1), Decimal128.fromString('0.2')), 'Decimal128 0.3000000000000000055511151231257827'],
    [multiplyNumbers(Long.fromNumber(3), new Int32(4)), 'Long 12'],
    [divideNumbers(new Int32(6), new Int32(2)), 'Double 3'],
    [remainderOfNumbers(new Int32(-7), new Int32(3)), 'Int32 -1'],
  ])('%s', (value, expected) => expect(texts(value)).toBe(expected));

  test('tells of an overflow that must not become a double', () =>
    expect(addNumbers(Long.MAX_VALUE, new Int32(1), 'undefined')).toBeUndefined());
});
