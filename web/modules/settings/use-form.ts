import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import type { Refusal } from '../../apollo/refusal';
import type { FormState } from '../../ui/settings/props';
import { fieldSentence, refusalSentence } from '../refusal-sentence';

type Options<Field extends string> = {
  /** Which field a refusal is about that names none. */
  blame?: (refusal: Refusal) => { field: Field; sentence: string } | null;
};

/** One attempt at a time, sent directly; what was refused is said beside its field, or above the form. */
export function useForm<Field extends string>(fields: readonly Field[], { blame }: Options<Field> = {}) {
  const { t } = useTranslation();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ refusal: Refusal | null } | null>(null);

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
  const error = failure && !isFieldError ? refusalSentence(refusal, t) : null;
  const form: FormState<Field> = { pending, error, fieldErrors };
  return { form, attempt };
}
