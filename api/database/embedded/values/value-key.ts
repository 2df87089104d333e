import { type Timestamp } from 'bson';
import { canonicalDecimalText, compareDecimals, parseDecimal } from './decimals.js';
import {
  binaryBytes,
  bsonType,
  entriesOf,
  exactValue,
  numericValue,
  objectIdBytes,
  regexFlags,
  regexSource,
  textOf,
  typeRanks,
  type BinaryLike,
  type BsonType,
  type Document,
} from './values.js';

/** A text that is the same for equal values and differs for others: the key of hash tables (groups, sets, `$in`). */
export function valueKey(value: unknown): string {
  const type = bsonType(value);
  switch (typeRanks[type]) {
    case 10:
      return numberKey(value, type);
    case 15:
      return `s${textOf(value).length}:${textOf(value)}`;
    case 20:
      return `{${entriesOf(value as Document)
        .map(([name, item]) => `${name.length}:${name}=${valueKey(item)}`)
        .join(',')}}`;
    case 25:
      return `[${(value as unknown[]).map(valueKey).join(',')}]`;
    case 30:
      return `b${(value as BinaryLike).sub_type ?? 0}:${Buffer.from(binaryBytes(value as BinaryLike)).toString('latin1')}`;
    case 35:
      return `o${Buffer.from(objectIdBytes(value)).toString('latin1')}`;
    case 40:
      return value === true ? 't' : 'f';
    case 45:
      return `d${(value as Date).getTime()}`;
    case 47:
      return `c${(value as Timestamp).t}.${(value as Timestamp).i}`;
    case 50:
      return `r${regexFlags(value)}/${regexSource(value)}`;
    case 60:
    case 65:
      return `j${String((value as { code: unknown }).code)}`;
    default:
      return type;
  }
}

function numberKey(value: unknown, type: BsonType): string {
  const number = numericValue(value);
  if (Number.isSafeInteger(number) && type !== 'decimal') return `n${number === 0 ? 0 : number}`;
  if (Number.isNaN(number)) return 'nNaN';
  const exact = exactValue(value);
  if (exact.kind === 'finite' && compareDecimals(exact, parseDecimal(number)) === 0) return `n${number === 0 ? 0 : number}`;
  return `n${canonicalDecimalText(exact)}`;
}
