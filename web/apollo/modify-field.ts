import type { ApolloCache } from '@apollo/client';

export type StoredFieldDetails = {
  storeFieldName: string;
  /** Of an object that the field refers to, as it is stored. */
  readField: <Value>(field: string, reference: { __ref: string }) => Value | undefined;
  readSeq: (reference: { __ref: string }) => number | undefined;
};

/**
 * Changes one field as the cache stores it, in all its argument variants; where it was never loaded nothing happens.
 * `Stored` is what our own policies put there.
 */
export function modifyField<Stored>(
  cache: ApolloCache,
  id: string,
  field: string,
  change: (stored: Stored, details: StoredFieldDetails) => Stored,
): void {
  cache.modify<Record<string, unknown>>({
    id,
    fields: {
      [field]: (value: unknown, { storeFieldName, readField }) =>
        change(value as Stored, {
          storeFieldName,
          readField: <Value>(name: string, reference: { __ref: string }) => readField(name, reference) as Value | undefined,
          readSeq: (reference) => readField<number>('seq', reference),
        }),
    },
  });
}

/** Some of the fields of one object as the cache stores them, without what a query's reading costs. Those that were never loaded are missing. */
export function readStored<Stored extends object>(
  cache: ApolloCache,
  id: string,
  fields: readonly (keyof Stored & string)[],
): Partial<Stored> {
  const stored: Partial<Stored> = {};
  const look = Object.fromEntries(
    fields.map((field) => [
      field,
      (value: unknown) => {
        stored[field] = value as Stored[typeof field];
        return value;
      },
    ]),
  );
  cache.modify<Record<string, unknown>>({ id, fields: look, broadcast: false });
  return stored;
}
