import { type FieldRange } from '../storage/key-ranges.js';
import { bsonType, isDocument, regexFlags, regexSource } from '../values/values.js';

const lastCodePoint = 0x10ffff;
const beforeSurrogates = 0xd7ff;
const afterSurrogates = 0xe000;

/**
 * The text that everything a pattern matches begins with: `^abc` and nothing that could weaken it. An index then holds all matches between
 * two keys. (Known limit: a stored regular expression that equals the pattern, which MongoDB matches too, is not found by an index.)
 */
export function readPrefix(condition: unknown): string | undefined {
  const pattern = patternOf(condition);
  if (pattern === undefined || !pattern.startsWith('^') || pattern.includes('|')) return undefined;
  const signs = [...pattern];
  let prefix = '';
  for (let at = 1; at < signs.length; at += 1) {
    let sign = signs[at] ?? '';
    const escaped = signs[at + 1] ?? '';
    const isEscaped = sign === '\\' && /^[^\p{L}\p{N}]$/u.test(escaped);
    if (!isEscaped && /[.*+?()[\]{}^$\\#\s]/.test(sign)) break;
    if (isEscaped) {
      sign = escaped;
      at += 1;
    }
    // What may be there any number of times may be missing.
    if (/[*?{]/.test(signs[at + 1] ?? '')) break;
    prefix += sign;
  }
  return prefix === '' ? undefined : prefix;
}

/** The pattern of a case-sensitive single-line regular expression, however it is written. */
function patternOf(condition: unknown): string | undefined {
  const operand = isDocument(condition) ? condition['$regex'] : condition;
  const options = isDocument(condition) ? condition['$options'] : undefined;
  if (options !== undefined && options !== '') return undefined;
  if (bsonType(operand) === 'regex') return regexFlags(operand) === '' ? regexSource(operand) : undefined;
  return isDocument(condition) && typeof operand === 'string' ? operand : undefined;
}

/** From the prefix to the next text of its length: texts sort by code points. */
export function rangeOfPrefix(prefix: string): FieldRange {
  const points = [...prefix].map((sign) => sign.codePointAt(0) ?? 0);
  while (points.at(-1) === lastCodePoint) points.pop();
  const last = points.pop();
  const lower = { value: prefix, inclusive: true };
  if (last === undefined) return { lower };
  const next = last === beforeSurrogates ? afterSurrogates : last + 1;
  return { lower, upper: { value: String.fromCodePoint(...points, next), inclusive: false } };
}
