import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { refusalFrom, RequestRefused, type Refusal } from './refusal';

/** What the API said no with (its first error), or null when it never answered: no network, or the server is away. */
export function refusalOf(error: unknown): Refusal | null {
  if (CombinedGraphQLErrors.is(error)) return refusalFrom(error.errors[0]?.extensions);
  if (error instanceof RequestRefused) return error.refusal;
  return null;
}
