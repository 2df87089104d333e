import { Int32 } from 'bson';
import { formatValue } from '../values/format-value.js';
import { isMissing, onArguments, onNamed, onPresent, type ExpressionOperators } from './expression-types.js';
import { QueryError } from '../query-errors.js';
import { compileRegex } from '../values/regular-expressions.js';
import { compareText } from '../values/compare-values.js';
import { bsonType, numericValue, regexFlags, regexSource } from '../values/values.js';

/** Operators on texts. Positions of `…CP` operators count code points, of `…Bytes` operators UTF-8 bytes. */
export const textOperators: ExpressionOperators = {
  $concat: onPresent(0, Infinity, (values) =>
    values
      .map((value) => {
        if (typeof value !== 'string') throw new QueryError(16702, `$concat only supports strings, not ${bsonType(value)}`);
        return value;
      })
      .join(''),
  ),
  $toLower: onArguments(1, 1, ([value]) => coerceText(value).replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
  $toUpper: onArguments(1, 1, ([value]) => coerceText(value).replace(/[a-z]/g, (letter) => letter.toUpperCase())),
  $strcasecmp: onArguments(
    2,
    2,
    ([left, right]) => new Int32(Math.sign(compareText(coerceText(left).toUpperCase(), coerceText(right).toUpperCase()))),
  ),
  $strLenCP: onArguments(1, 1, ([value], name) => new Int32([...requireText(value, name, 34471)].length)),
  $strLenBytes: onArguments(1, 1, ([value], name) => new Int32(Buffer.byteLength(requireText(value, name, 34473)))),
  $substr: onArguments(3, 3, substringOfBytes),
  $substrBytes: onArguments(3, 3, substringOfBytes),
  $substrCP: onArguments(3, 3, ([text, start, length]) => {
    const points = [...coerceText(text)];
    return points.slice(numericValue(start), numericValue(start) + numericValue(length)).join('');
  }),
  $split: onPresent(2, 2, ([text, separator], name) => {
    if (separator === '') throw new QueryError(40087, '$split requires a non-empty separator');
    return requireText(text, name, 40085).split(requireText(separator, name, 40086));
  }),
  $indexOfCP: onArguments(2, 4, ([text, part, start, end], name) => {
    if (isMissing(text)) return null;
    const points = [...requireText(text, name, 40093)].slice(0, end === undefined ? undefined : numericValue(end));
    const from = start === undefined ? 0 : numericValue(start);
    const unit = points.join('').indexOf(requireText(part, name, 40094), points.slice(0, from).join('').length);
    return new Int32(unit < 0 ? -1 : [...points.join('').slice(0, unit)].length);
  }),
  $indexOfBytes: onArguments(2, 4, ([text, part, start, end], name) => {
    if (isMissing(text)) return null;
    const bytes = Buffer.from(requireText(text, name, 40091)).subarray(0, end === undefined ? undefined : numericValue(end));
    return new Int32(bytes.indexOf(requireText(part, name, 40092), start === undefined ? 0 : numericValue(start)));
  }),
  $trim: onNamed(['input'], ['chars'], (values, name) => trim(values, name, true, true)),
  $ltrim: onNamed(['input'], ['chars'], (values, name) => trim(values, name, true, false)),
  $rtrim: onNamed(['input'], ['chars'], (values, name) => trim(values, name, false, true)),
  $replaceOne: onNamed(['input', 'find', 'replacement'], [], (values, name) => replace(values, name, false)),
  $replaceAll: onNamed(['input', 'find', 'replacement'], [], (values, name) => replace(values, name, true)),
  $regexMatch: onNamed(['input', 'regex'], ['options'], (values, name) => findMatches(values, name)[0] !== undefined),
  $regexFind: onNamed(['input', 'regex'], ['options'], (values, name) => findMatches(values, name)[0] ?? null),
  $regexFindAll: onNamed(['input', 'regex'], ['options'], (values, name) => findMatches(values, name)),
};

function coerceText(value: unknown): string {
  if (isMissing(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  const type = bsonType(value);
  if (['int', 'long', 'double', 'decimal'].includes(type)) return formatNumber(value);
  throw new QueryError(16007, `can't convert from BSON type ${type} to String`);
}

function formatNumber(value: unknown): string {
  return bsonType(value) === 'double' ? String(numericValue(value)) : formatValue(value);
}

function requireText(value: unknown, name: string, code: number): string {
  if (typeof value === 'string') return value;
  throw new QueryError(code, `${name} requires a string argument, found: ${value === undefined ? 'missing' : bsonType(value)}`);
}

function substringOfBytes([text, start, length]: unknown[]): string {
  const bytes = Buffer.from(coerceText(text));
  const from = numericValue(start);
  const count = numericValue(length);
  if (from < 0) throw new QueryError(50752, '$substrBytes: starting index must be non-negative');
  return bytes.subarray(from, count < 0 ? undefined : from + count).toString('utf8');
}

const whitespace = [...'\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'];

function trim({ input, chars }: Record<string, unknown>, name: string, atStart: boolean, atEnd: boolean): unknown {
  if (isMissing(input) || chars === null) return null;
  const points = [...requireText(input, name, 50699)];
  const trimmed = new Set(chars === undefined ? whitespace : [...requireText(chars, name, 50700)]);
  let start = 0;
  let end = points.length;
  while (atStart && start < end && trimmed.has(points[start] as string)) start += 1;
  while (atEnd && end > start && trimmed.has(points[end - 1] as string)) end -= 1;
  return points.slice(start, end).join('');
}

function replace({ input, find, replacement }: Record<string, unknown>, name: string, all: boolean): unknown {
  if (isMissing(input) || isMissing(find) || isMissing(replacement)) return null;
  const text = requireText(input, name, 51746);
  const part = requireText(find, name, 51745);
  const by = requireText(replacement, name, 51744);
  return all ? text.split(part).join(by) : text.replace(part, () => by);
}

function findMatches({ input, regex, options }: Record<string, unknown>, name: string): unknown[] {
  if (isMissing(input) || isMissing(regex)) return [];
  const text = requireText(input, name, 51104);
  const isExpression = bsonType(regex) === 'regex';
  const flags = typeof options === 'string' ? options : isExpression ? regexFlags(regex) : '';
  const compiled = compileRegex(isExpression ? regexSource(regex) : requireText(regex, name, 51105), flags);
  return [...text.matchAll(new RegExp(compiled, `${compiled.flags}g`))].map((match) => ({
    match: match[0],
    idx: new Int32([...text.slice(0, match.index)].length),
    captures: match.slice(1).map((capture: string | undefined) => capture ?? null),
  }));
}
