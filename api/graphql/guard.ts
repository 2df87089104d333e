import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type ParseOptions,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/**
 * Limits on documents, checked before anything runs, over HTTP and WebSocket alike: graphql-ws inherits nothing from Apollo Server.
 * Fragments count each time they are spread. GraphiQL's introspection and the web client's documents are well inside.
 */
export const documentLimits = {
  tokens: 2000,
  depth: 12,
  aliases: 30,
  rootFields: 10,
  directives: 20,
  selections: 2000,
} as const;

/** Faults of variables that are listed; the rest is passed over. */
export const maxCoercionErrors = 5;

export const parseLimits: ParseOptions = { maxTokens: documentLimits.tokens };

interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  readonly selections: number;
}

const nothing: Measure = { depth: 0, aliases: 0, rootFields: 0, directives: 0, selections: 0 };

/** Adds up a document's operations. Linear in its size: each fragment is measured once, however often it is spread. */
class DocumentMeasurer {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Measure | 'RUNNING'>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  measureOperation(operation: OperationDefinitionNode): Measure {
    const measure = this.measureSelections(operation.selectionSet);
    return { ...measure, directives: measure.directives + (operation.directives?.length ?? 0) };
  }

  private measureSelections(set: SelectionSetNode | undefined): Measure {
    let sum = nothing;
    for (const selection of set?.selections ?? []) {
      const own = selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const inner = this.measureSelections(selection.selectionSet);
        // Introspection is deep by nature and bounded by graphql-js' own rule (MaxIntrospectionDepthRule).
        const depth = selection.name.value.startsWith('__') ? 1 : inner.depth + 1;
        const aliases = inner.aliases + (selection.alias ? 1 : 0);
        sum = add(sum, { depth, aliases, rootFields: 1, directives: inner.directives + own, selections: inner.selections + 1 });
      } else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? this.measureSelections(selection.selectionSet)
            : this.measureFragment(selection.name.value);
        sum = add(sum, { ...inner, directives: inner.directives + own, selections: inner.selections + 1 });
      }
    }
    return sum;
  }

  private measureFragment(name: string): Measure {
    const known = this.measured.get(name);
    // A cycle, which NoFragmentCycles reports; here it must only not hang.
    if (known === 'RUNNING') return nothing;
    if (known) return known;
    this.measured.set(name, 'RUNNING');
    const measure = this.measureSelections(this.fragments.get(name)?.selectionSet);
    this.measured.set(name, measure);
    return measure;
  }
}

function add(one: Measure, other: Measure): Measure {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    rootFields: one.rootFields + other.rootFields,
    directives: one.directives + other.directives,
    selections: one.selections + other.selections,
  };
}

const complaints: Readonly<Record<keyof Measure, (found: number, limit: number) => string>> = {
  depth: (found, limit) => `The operation is ${found} levels deep; at most ${limit} are allowed.`,
  aliases: (found, limit) => `The operation has ${found} aliases; at most ${limit} are allowed.`,
  rootFields: (found, limit) => `The operation has ${found} root fields; at most ${limit} are allowed.`,
  directives: (found, limit) => `The operation has ${found} directives; at most ${limit} are allowed.`,
  selections: (found, limit) => `The operation selects ${found} fields and fragments; at most ${limit} are allowed.`,
};

function limitDocuments(context: ValidationContext): ASTVisitor {
  const measurer = new DocumentMeasurer(context.getDocument());
  return {
    OperationDefinition(node) {
      const measure = measurer.measureOperation(node);
      for (const what of Object.keys(complaints) as (keyof Measure)[]) {
        if (measure[what] > documentLimits[what]) {
          context.reportError(new GraphQLError(complaints[what](measure[what], documentLimits[what]), { nodes: [node] }));
        }
      }
      return false;
    },
  };
}

/** Beside graphql's specifiedRules, never instead of them. */
export const guardRules: ValidationRule[] = [limitDocuments];
