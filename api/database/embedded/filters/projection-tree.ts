import type { Evaluate, Scope } from '../aggregation/expression-types.js';
import { entriesOf, fieldOf, isDocument, setField, type Document } from '../values/values.js';

/** What a projection does with one field: keep it, drop it, compute it, or look deeper. */
export type ProjectionLeaf = 'include' | 'exclude' | { evaluate: Evaluate };
export interface ProjectionNode {
  fields: Map<string, ProjectionLeaf | ProjectionNode>;
  hasComputed: boolean;
}

export function isNode(child: ProjectionLeaf | ProjectionNode | undefined): child is ProjectionNode {
  return typeof child === 'object' && 'fields' in child;
}

export function createNode(): ProjectionNode {
  return { fields: new Map(), hasComputed: false };
}

/** Keeps the named fields in the document's order; documents inside arrays are treated alike, other elements on a deeper path vanish. */
export function includeFields(node: ProjectionNode, document: Document): Document {
  const kept: Document = {};
  for (const [name, value] of entriesOf(document)) {
    const child = node.fields.get(name);
    if (child === 'include') setField(kept, name, value);
    else if (isNode(child)) {
      const inner = includeInValue(child, value);
      if (inner !== undefined) setField(kept, name, inner);
    }
  }
  return kept;
}

function includeInValue(node: ProjectionNode, value: unknown): unknown {
  if (isDocument(value)) return includeFields(node, value);
  if (Array.isArray(value))
    return value.map((item) => includeInValue(node, item) ?? (node.hasComputed ? {} : undefined)).filter((item) => item !== undefined);
  return undefined;
}

export function excludeFields(node: ProjectionNode, document: Document): Document {
  const kept: Document = {};
  for (const [name, value] of entriesOf(document)) {
    const child = node.fields.get(name);
    if (child === 'exclude') continue;
    setField(kept, name, isNode(child) ? excludeInValue(child, value) : value);
  }
  return kept;
}

function excludeInValue(node: ProjectionNode, value: unknown): unknown {
  if (isDocument(value)) return excludeFields(node, value);
  return Array.isArray(value) ? value.map((item) => excludeInValue(node, item)) : value;
}

/** Sets the computed fields: in place where they exist, else at the end; a field that computes to missing is removed. */
export function computeFields(node: ProjectionNode, document: Document, scope: Scope): Document {
  let result = { ...document };
  for (const [name, child] of node.fields) {
    if (isNode(child)) {
      if (child.hasComputed) setField(result, name, computeInValue(child, fieldOf(result, name), scope));
    } else if (typeof child === 'object') {
      const value = child.evaluate(scope);
      if (value !== undefined) setField(result, name, value);
      else if (Object.hasOwn(result, name)) result = without(result, name);
    }
  }
  return result;
}

function without(document: Document, name: string): Document {
  const { [name]: _removed, ...rest } = document;
  return rest;
}

function computeInValue(node: ProjectionNode, value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => computeInValue(node, item, scope));
  return computeFields(node, isDocument(value) ? value : {}, scope);
}
