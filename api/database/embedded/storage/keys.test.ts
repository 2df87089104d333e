import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterPrefix, encodeFieldRange, invert } from './key-ranges.js';
import { encodePart, encodeValue } from './keys.js';
import { compareValues } from '../values/compare-values.js';

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    new MinKey(),
    new MaxKey(),
    new Double(NaN),
    new Double(-0),
    new Double(Infinity),
    new Double(-Infinity),
  ),
  fc.integer().map((value) => new Int32(value | 0)),
  fc.double({ noNaN: true }).map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -30, max: 30 }))
    .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', 'a\0b', 'a', '\u{10000}', '\uffff'),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => new Binary(bytes, bytes.length % 3)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ab', 'é'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
}));

describe('keys', () => {
  it('sort as MongoDB sorts the values, in both directions', () => {
    fc.assert(
      fc.property(value, value, (left, right) => {
        const [a, b] = [encodeValue(left), encodeValue(right)];
        const expected = Math.sign(compareValues(left, right));
        expect(Math.sign(a.compare(b))).toBe(expected);
        // Joined with what follows them, prefix-free keys keep their order even inverted.
        const tail = Buffer.from([0x42]);
        expect(Math.sign(Buffer.concat([invert(a), tail]).compare(Buffer.concat([invert(b), tail])))).toBe(expected === 0 ? 0 : -expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('are the same for a number in each of its BSON types', () => {
    const fives = [new Int32(5), new Double(5), Long.fromNumber(5), Decimal128.fromString('5.0')].map((five) =>
      encodeValue(five).toString('hex'),
    );
    expect(new Set(fives).size).toBe(1);
    expect(encodeValue(Decimal128.fromString('0.1')).equals(encodeValue(new Double(0.1)))).toBe(false);
  });

  it('tell neighbouring longs apart beyond the precision of doubles', () => {
    const big = 9_007_199_254_740_993n;
    const keys = [big - 1n, big, big + 1n].map((number) => encodeValue(Long.fromBigInt(number)));
    expect([...keys].sort((left, right) => left.compare(right))).toEqual(keys);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3);
  });

  it('of long values are clipped to their limit and stay different', () => {
    const [left, right] = [encodePart(`${'x'.repeat(5000)}a`, 300), encodePart(`${'x'.repeat(5000)}b`, 300)];
    expect([left.bytes.length, left.clipped, right.bytes.length]).toEqual([300, true, 300]);
    expect(left.bytes.equals(right.bytes)).toBe(false);
  });

  it('of a range hold the values within it and no others, whatever the direction', () => {
    const number = fc.integer({ min: -1000, max: 1000 }).map((each) => new Int32(each));
    const bound = fc.record({ value: number, inclusive: fc.boolean() });
    fc.assert(
      fc.property(fc.option(bound, { nil: undefined }), bound, number, fc.constantFrom<1 | -1>(1, -1), (lower, upper, probe, direction) => {
        const range = encodeFieldRange({ ...(lower && { lower }), upper }, direction, 300);
        const key = Buffer.concat([direction === 1 ? encodeValue(probe) : invert(encodeValue(probe)), Buffer.from('id')]);
        const isAbove = lower === undefined || (lower.inclusive ? probe.value >= lower.value.value : probe.value > lower.value.value);
        const isBelow = upper.inclusive ? probe.value <= upper.value.value : probe.value < upper.value.value;
        expect(range.start.compare(key) <= 0 && key.compare(range.end) < 0).toBe(isAbove && isBelow);
      }),
    );
  });

  it('after a prefix come after everything that begins with it', () => {
    expect(afterPrefix(Buffer.from([1, 0xff, 0xff]))).toEqual(Buffer.from([2]));
    expect(() => afterPrefix(Buffer.from([0xff]))).toThrow(RangeError);
  });
});
