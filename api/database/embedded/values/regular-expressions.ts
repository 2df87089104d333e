import { QueryError } from '../query-errors.js';
import { bsonType, regexFlags, regexSource, type Document } from './values.js';

export type TextTest = (text: string) => boolean;

const namedClasses: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
  blank: ' \\t',
};

/** Compiles a PCRE pattern with BSON's options (`imsxu`). Throws 51091 for what JavaScript cannot compile and 51108 for other options. */
export function compileRegex(pattern: string, options: string): RegExp {
  for (const flag of options) if (!'imsxu'.includes(flag)) throw new QueryError(51108, ` invalid flag in regex options: ${flag}`);
  if (pattern.includes('\0')) throw new QueryError(51091, 'Regular expression cannot contain an embedded null byte');
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const flags = new Set([...options.replace('u', ''), ...(inline?.[1] ?? '')]);
  const source = translate(inline ? pattern.slice(inline[0].length) : pattern, flags);
  const javascriptFlags = [...flags].filter((flag) => flag !== 'x').join('');
  try {
    return new RegExp(source, `${javascriptFlags}u`);
  } catch {
    // Unicode mode refuses escapes that PCRE allows (`\-`, `\_`), so a pattern gets a second chance without it.
    return compileWithoutUnicode(source, javascriptFlags);
  }
}

function compileWithoutUnicode(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    const refusal = new QueryError(51091, `Regular expression is invalid: ${(cause as Error).message.replace(/^.*: /, '')}`);
    refusal.cause = cause;
    throw refusal;
  }
}

const escapes: Readonly<Record<string, string>> = {
  A: '^',
  z: '(?![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  h: '[ \\t]',
  R: '(?:\\r\\n|[\\n\\r])',
};

/** PCRE differs from JavaScript in `\A \z \Z`, in what `.` and `$` mean beside line ends, in named classes, and in the `x` option. */
function translate(pattern: string, flags: Set<string>): string {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const unit = pattern[index] as string;
    if (unit === '\\') {
      const next = pattern[index + 1] ?? '';
      source += next === 'A' && flags.has('m') ? '(?<![\\s\\S])' : (escapes[next] ?? unit + next);
      index += 1;
    } else if (unit === '[') {
      const end = endOfClass(pattern, index);
      source += pattern.slice(index, end).replace(/\[:(\w+):\]/g, (text, name: string) => namedClasses[name] ?? text);
      index = end - 1;
    } else if (unit === '.' && !flags.has('s')) source += '[^\\n]';
    else if (unit === '$' && !flags.has('m')) source += '(?=\\n?(?![\\s\\S]))';
    else if (flags.has('x') && /\s/.test(unit)) continue;
    else if (flags.has('x') && unit === '#') {
      while (index < pattern.length && pattern[index] !== '\n') index += 1;
    } else source += unit;
  }
  return source;
}

function endOfClass(pattern: string, start: number): number {
  let index = start + 1;
  if (pattern[index] === '^') index += 1;
  if (pattern[index] === ']') index += 1;
  for (; index < pattern.length; index += 1) {
    if (pattern[index] === '\\') index += 1;
    else if (pattern.startsWith('[:', index)) index = Math.max(index, pattern.indexOf(':]', index) + 1);
    else if (pattern[index] === ']') return index + 1;
  }
  return pattern.length;
}

/** Reads `{ $regex, $options }`, where `$regex` is a text or an expression with options of its own. */
export function readRegexOperator(operators: Document): { pattern: string; options: string } {
  const pattern = operators['$regex'];
  const options = operators['$options'];
  if (pattern === undefined) throw new QueryError(2, '$options needs a $regex');
  if (options !== undefined && typeof options !== 'string') throw new QueryError(2, '$options has to be a string');
  if (typeof pattern === 'string') return { pattern, options: options ?? '' };
  if (bsonType(pattern) !== 'regex') throw new QueryError(2, '$regex has to be a string');
  const own = regexFlags(pattern);
  if (own !== '' && options !== undefined) throw new QueryError(51075, 'options set in both $regex and $options');
  return { pattern: regexSource(pattern), options: options ?? own };
}
