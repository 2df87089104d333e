import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** Whether the answer of a field is asked for any of the fields named so, on whatever level. Validation refuses fragments that go in circles. */
export function selectsAny({ fieldNodes, fragments }: GraphQLResolveInfo, names: ReadonlySet<string>): boolean {
  return fieldNodes.some(({ selectionSet }) => hasAny(selectionSet));

  function hasAny(selections: SelectionSetNode | undefined): boolean {
    return (selections?.selections ?? []).some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return hasAny(fragments[selection.name.value]?.selectionSet);
      return (selection.kind === Kind.FIELD && names.has(selection.name.value)) || hasAny(selection.selectionSet);
    });
  }
}
