import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestRefused, type Refusal } from '../../apollo/refusal';
import { fieldSentence, refusalSentence } from '../refusal-sentence';

/** One attempt at a time; what was refused is said beside its field, or above the form. */
export function useAuthForm<Field extends string>(fields: readonly Field[]) {
  const { t } = useTranslation();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ refusal: Refusal | null } | null>(null);

  async function attempt(action: () => Promise<void>) {
    setPending(true);
    setFailure(null);
    try {
      await action();
    } catch (error) {
      setFailure({ refusal: error instanceof RequestRefused ? error.refusal : null });
    } finally {
      setPending(false);
    }
  }

  const entries = fields.map((field) => [field, fieldSentence(failure?.refusal ?? null, field, t)] as const);
  const fieldErrors = Object.fromEntries(entries.filter(([, text]) => text !== null)) as Partial<Record<Field, string>>;
  const isFieldError = Object.keys(fieldErrors).length > 0;
  return { pending, attempt, fieldErrors, failure: isFieldError ? null : failure };
}

/** Above the form: what no field can be blamed for. `sentences`: what a code means in this form. */
export function useFormError(failure: { refusal: Refusal | null } | null, sentences: Readonly<Record<string, string>> = {}): string | null {
  const { t } = useTranslation();
  if (!failure) return null;
  return sentences[failure.refusal?.code ?? ''] ?? refusalSentence(failure.refusal, t);
}
