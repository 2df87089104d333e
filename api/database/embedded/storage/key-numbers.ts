import { type Decimal128, type Long } from 'bson';
import { type KeyWriter } from './key-writer.js';
import { numericValue } from '../values/values.js';

/** The nearest double, then what is lost by it: 80 for nothing, above or below with the difference behind. */
export function writeNumber(into: KeyWriter, value: unknown, type: 'int' | 'double' | 'long' | 'decimal'): void {
  const nearest = numericValue(value);
  if (type === 'decimal' && !Number.isFinite(nearest)) return writeHugeDecimal(into, value as Decimal128, nearest);
  into.double(nearest);
  const difference =
    type === 'long' ? longDifference(value, nearest) : type === 'decimal' ? decimalDifference(value as Decimal128, nearest) : 0;
  if (difference === 0) return into.byte(0x80);
  into.byte(difference > 0 ? 0x81 : 0x7f);
  into.double(difference);
}

function longDifference(value: unknown, nearest: number): number {
  if (Number.isSafeInteger(nearest)) return 0;
  const exact = typeof value === 'bigint' ? value : (value as Long).toBigInt();
  return Number(exact - BigInt(nearest));
}

/** Differences are doubles too: two decimals that agree in about 31 digits share a key. */
function decimalDifference(value: Decimal128, nearest: number): number {
  const exact = fractionOf(value.toString());
  const near = fractionOf(nearest.toString().includes('e') || !Number.isInteger(nearest) ? exactText(nearest) : nearest.toString());
  const scale = exact.exponent < near.exponent ? exact.exponent : near.exponent;
  const difference = exact.digits * 10n ** BigInt(exact.exponent - scale) - near.digits * 10n ** BigInt(near.exponent - scale);
  return difference === 0n ? 0 : Number(`${difference}e${scale}`);
}

function fractionOf(text: string): { digits: bigint; exponent: number } {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** A double's exact decimal expansion: its shortest text is rounded, and a rounded difference would break the order. */
function exactText(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponentBits = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (exponentBits === 0 ? 0n : 1n << 52n);
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075;
  const sign = bits >> 63n === 1n ? '-' : '';
  if (exponent >= 0) return `${sign}${mantissa << BigInt(exponent)}`;
  return `${sign}${mantissa * 5n ** BigInt(-exponent)}e${exponent}`;
}

/** Decimals beyond the doubles' range sort outside all doubles; NaN and the infinities are the doubles' own. */
function writeHugeDecimal(into: KeyWriter, value: Decimal128, nearest: number): void {
  const text = value.toString();
  if (Number.isNaN(nearest) || /inf/i.test(text)) {
    into.double(nearest);
    return into.byte(0x80);
  }
  const { digits, exponent } = fractionOf(text);
  const magnitude = `${digits < 0n ? -digits : digits}`;
  const order = exponent + magnitude.length;
  into.double(nearest > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE);
  into.byte(nearest > 0 ? 0x82 : 0x7e);
  into.double(nearest > 0 ? order : -order);
  into.double(Number(`0.${magnitude}`) * Math.sign(nearest));
}
