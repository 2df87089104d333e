import { bsonType, entriesOf, numericValue, regexFlags, regexSource, type Document } from './values.js';

/** Writes a value the way MongoDB's error messages do: `{ name: "a", at: new Date(0) }`. */
export function formatValue(value: unknown): string {
  switch (bsonType(value)) {
    case 'string':
      return `"${String(value)}"`;
    case 'double':
      return formatDouble(numericValue(value));
    case 'int':
    case 'long':
      return String(value);
    case 'decimal':
      return String(value);
    case 'object':
      return formatDocument(value as Document);
    case 'array':
      return (value as unknown[]).length === 0 ? '[]' : `[ ${(value as unknown[]).map(formatValue).join(', ')} ]`;
    case 'objectId':
      return `ObjectId('${(value as { toHexString(): string }).toHexString()}')`;
    case 'date':
      return `new Date(${(value as Date).getTime()})`;
    case 'timestamp':
      return `Timestamp(${(value as { t: number }).t}, ${(value as { i: number }).i})`;
    case 'regex':
      return `/${regexSource(value)}/${regexFlags(value)}`;
    case 'binData':
      return `BinData(${(value as { sub_type?: number }).sub_type ?? 0}, ${Buffer.from((value as { buffer: Uint8Array }).buffer)
        .toString('hex')
        .toUpperCase()})`;
    case 'minKey':
      return 'MinKey';
    case 'maxKey':
      return 'MaxKey';
    case 'bool':
    case 'null':
    case 'undefined':
    default:
      return String(value);
  }
}

function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'nan.0';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
}

function formatDocument(document: Document): string {
  const fields = entriesOf(document);
  return fields.length === 0 ? '{}' : `{ ${fields.map(([name, value]) => `${name}: ${formatValue(value)}`).join(', ')} }`;
}
