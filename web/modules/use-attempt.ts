import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../apollo/refusal';
import { fieldSentence } from './refusal-sentence';

export type Failure = { refusal: Refusal | null };

type Options<Field extends string> = {
  /** Null where the server was not reached. Handed in: what is there before the sign-in knows nothing of Apollo. */
  refusalOf: (error: unknown) => Refusal | null;
  /** Which field a refusal is about that names none. */
  blame?: ((refusal: Refusal) => { field: Field; sentence: string } | null) | undefined;
};

/** One attempt at a time of sending a form. What was refused is said beside its field; `failure` is what no field can be blamed for. */
export function useAttempt<Field extends string>(fields: readonly Field[], { refusalOf, blame }: Options<Field>) {
  const { t } = useTranslation();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  /** True when it is done. */
  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    setPending(true);
    setFailure(null);
    try {
      await action();
      return true;
    } catch (error) {
      setFailure({ refusal: refusalOf(error) });
      return false;
    } finally {
      setPending(false);
    }
  }

  const refusal = failure?.refusal ?? null;
  const blamed = refusal && blame?.(refusal);
  const sentences = blamed
    ? [[blamed.field, blamed.sentence] as const]
    : fields.map((field) => [field, fieldSentence(refusal, field, t)] as const);
  const fieldErrors = Object.fromEntries(sentences.filter(([, text]) => text !== null)) as Partial<Record<Field, string>>;
  const isFieldError = Object.keys(fieldErrors).length > 0;
  return { pending, attempt, fieldErrors, failure: isFieldError ? null : failure };
}
