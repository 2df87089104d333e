import { Decimal128 } from 'bson';

/** A finite decimal is `coefficient × 10^exponent`; the rest has only a kind. */
export type Decimal =
  { kind: 'finite'; coefficient: bigint; exponent: number } | { kind: 'nan' } | { kind: 'infinity' } | { kind: '-infinity' };

const zero: Decimal = { kind: 'finite', coefficient: 0n, exponent: 0 };

/** Reads a Decimal128, an integer, or a double; a double is taken exactly unless `digits` asks for rounding to that many. */
export function parseDecimal(value: Decimal128 | bigint | number, digits?: number): Decimal {
  if (typeof value === 'bigint') return { kind: 'finite', coefficient: value, exponent: 0 };
  if (typeof value === 'number') return decimalOfDouble(value, digits);
  return decimalOfText(value.toString());
}

function decimalOfText(text: string): Decimal {
  if (text === 'NaN' || text === '-NaN') return { kind: 'nan' };
  if (text === 'Infinity') return { kind: 'infinity' };
  if (text === '-Infinity') return { kind: '-infinity' };
  const [mantissa = '0', power = '0'] = text.toUpperCase().split('E');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { kind: 'finite', coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function decimalOfDouble(value: number, digits: number | undefined): Decimal {
  if (Number.isNaN(value)) return { kind: 'nan' };
  if (value === Infinity) return { kind: 'infinity' };
  if (value === -Infinity) return { kind: '-infinity' };
  if (digits !== undefined) return decimalOfText(value.toPrecision(digits));
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1;
  }
  // value = mantissa / 2^exponent = mantissa × 5^exponent / 10^exponent
  return { kind: 'finite', coefficient: BigInt(mantissa) * 5n ** BigInt(exponent), exponent: -exponent };
}

function trimZeros(value: Decimal): Decimal {
  if (value.kind !== 'finite') return value;
  if (value.coefficient === 0n) return zero;
  let { coefficient, exponent } = value;
  while (exponent < 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return { kind: 'finite', coefficient, exponent };
}

const orderOfKinds = { nan: 0, '-infinity': 1, finite: 2, infinity: 3 } as const;

/** Orders decimals as MongoDB does: NaN first, then -Infinity … Infinity. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.kind !== 'finite' || right.kind !== 'finite') return orderOfKinds[left.kind] - orderOfKinds[right.kind];
  const [a, b] = align(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

type Finite = Extract<Decimal, { kind: 'finite' }>;

function align(left: Finite, right: Finite): [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  const a = left.coefficient === 0n ? 0n : left.coefficient * 10n ** BigInt(left.exponent - exponent);
  const b = right.coefficient === 0n ? 0n : right.coefficient * 10n ** BigInt(right.exponent - exponent);
  return [a, b, exponent];
}

function negateKind(value: Decimal): Decimal {
  if (value.kind === 'finite') return { ...value, coefficient: -value.coefficient };
  if (value.kind === 'nan') return value;
  return { kind: value.kind === 'infinity' ? '-infinity' : 'infinity' };
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  if (left.kind === 'finite' && right.kind === 'finite') {
    const [a, b, exponent] = align(left, right);
    return { kind: 'finite', coefficient: a + b, exponent };
  }
  if (left.kind === 'nan' || right.kind === 'nan') return { kind: 'nan' };
  if (left.kind === 'finite') return right;
  if (right.kind === 'finite' || left.kind === right.kind) return left;
  return { kind: 'nan' };
}

export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, negateKind(right));
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  if (left.kind === 'finite' && right.kind === 'finite') {
    return { kind: 'finite', coefficient: left.coefficient * right.coefficient, exponent: left.exponent + right.exponent };
  }
  const sign = signOf(left) * signOf(right);
  if (Number.isNaN(sign) || sign === 0) return { kind: 'nan' };
  return { kind: sign > 0 ? 'infinity' : '-infinity' };
}

/** Divides with 34 significant digits; dividing by zero is the caller's to refuse. */
export function divideDecimals(left: Decimal, right: Decimal): Decimal {
  if (left.kind === 'finite' && right.kind === 'finite') {
    const scale = 40 + right.coefficient.toString().length;
    const coefficient = (left.coefficient * 10n ** BigInt(scale)) / right.coefficient;
    return trimZeros({ kind: 'finite', coefficient, exponent: left.exponent - right.exponent - scale });
  }
  if (right.kind !== 'finite') return left.kind === 'finite' ? zero : { kind: 'nan' };
  return signOf(right) < 0 ? negateKind(left) : left;
}

/** The remainder with the sign of the dividend. */
export function remainderOfDecimals(left: Decimal, right: Decimal): Decimal {
  if (left.kind !== 'finite') return { kind: 'nan' };
  if (right.kind !== 'finite') return right.kind === 'nan' ? right : left;
  const [a, b, exponent] = align(left, right);
  return { kind: 'finite', coefficient: a % b, exponent };
}

/** -1, 0, 1, or NaN. */
export function signOf(value: Decimal): number {
  if (value.kind === 'nan') return NaN;
  if (value.kind === 'infinity') return 1;
  if (value.kind === '-infinity') return -1;
  return value.coefficient > 0n ? 1 : value.coefficient < 0n ? -1 : 0;
}

/** Rounds to 34 digits, Decimal128's limit. */
export function formatDecimal(value: Decimal): Decimal128 {
  if (value.kind === 'nan') return Decimal128.fromString('NaN');
  if (value.kind === 'infinity') return Decimal128.fromString('Infinity');
  if (value.kind === '-infinity') return Decimal128.fromString('-Infinity');
  return Decimal128.fromStringWithRounding(`${value.coefficient}E${value.exponent}`);
}

/** One text for all decimals of the same value: `5`, `5.0` and `50E-1` agree. */
export function canonicalDecimalText(value: Decimal): string {
  if (value.kind !== 'finite') return value.kind;
  if (value.coefficient === 0n) return '0';
  let { coefficient, exponent } = value;
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return `${coefficient}E${exponent}`;
}
