import { anyAtPath, testLeaf, type ArrayMode, type MatchDetails } from './match-paths.js';
import type { ValueTest } from './match-values.js';
import { fieldOf, type Document } from '../values/values.js';

export type DocumentTest = (document: Document, details?: MatchDetails) => boolean;

/** A condition on a field, in both its uses: along the field's path, and on one element inside `$elemMatch`. */
export interface FieldCondition {
  onDocument: DocumentTest;
  onValue: ValueTest;
}

export function allTests(tests: DocumentTest[]): DocumentTest {
  const [first, second] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  return (document, details) => {
    for (const test of tests) if (!test(document, details)) return false;
    return true;
  };
}

export function negated(condition: FieldCondition): FieldCondition {
  return { onDocument: (document) => !condition.onDocument(document), onValue: (value) => !condition.onValue(value) };
}

export function allOf(conditions: FieldCondition[]): FieldCondition {
  const [first, second] = conditions;
  if (first !== undefined && second === undefined) return first;
  return {
    onDocument: allTests(conditions.map((condition) => condition.onDocument)),
    onValue: (value) => conditions.every((condition) => condition.onValue(value)),
  };
}

/** A condition on what a path leads to; arrays at its end are searched, unless they are to be taken as a whole. */
export function atPath(path: string, test: ValueTest, mode: ArrayMode = 'each'): FieldCondition {
  if (!path.includes('.')) {
    return { onDocument: (document, details) => testLeaf(fieldOf(document, path), test, mode, details), onValue: test };
  }
  const parts = path.split('.');
  return { onDocument: (document, details) => anyAtPath(document, parts, 0, test, mode, details), onValue: test };
}
