import { QueryError } from '../query-errors.js';
import { type CompareStrings } from './compare-values.js';
import { numericValue, type Document } from './values.js';

const sensitivities = { 1: 'base', 2: 'accent', 3: 'variant' } as const;

/**
 * The string order of a command's `collation`, or undefined for MongoDB's own byte order (none given, or locale `simple`).
 * Kept: locale, strength 1 to 3 (4 and 5 count as 3), caseLevel, caseFirst, numericOrdering. Throws 40414 without a locale, 2 for an unknown one.
 */
export function compileCollation(collation: Document | undefined): CompareStrings | undefined {
  if (collation === undefined || Object.keys(collation).length === 0) return undefined;
  const { locale } = collation;
  if (typeof locale !== 'string') throw new QueryError(40414, "BSON field 'collation.locale' is missing but a required field");
  if (locale === 'simple') return undefined;
  const strength = collation['strength'] === undefined ? 3 : (Math.min(3, numericValue(collation['strength'])) as 1 | 2 | 3);
  const caseFirst = collation['caseFirst'] === 'upper' || collation['caseFirst'] === 'lower' ? collation['caseFirst'] : 'false';
  try {
    const collator = new Intl.Collator(locale.replace('_', '-'), {
      sensitivity: strength === 1 && collation['caseLevel'] === true ? 'case' : (sensitivities[strength] ?? 'variant'),
      numeric: collation['numericOrdering'] === true,
      caseFirst,
    });
    return collator.compare;
  } catch (cause) {
    const refusal = new QueryError(2, `Field 'locale' is invalid in: { locale: "${locale}" }`);
    refusal.cause = cause;
    throw refusal;
  }
}
