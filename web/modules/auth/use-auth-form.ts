import { useTranslation } from 'react-i18next';
import { RequestRefused } from '../../apollo/refusal';
import { refusalSentence } from '../refusal-sentence';
import { useAttempt, type Failure } from '../use-attempt';

const refusalOf = (error: unknown) => (error instanceof RequestRefused ? error.refusal : null);

export const useAuthForm = <Field extends string>(fields: readonly Field[]) => useAttempt(fields, { refusalOf });

/** Above the form: what no field can be blamed for. `sentences`: what a code means in this form. */
export function useFormError(failure: Failure | null, sentences: Readonly<Record<string, string>> = {}): string | null {
  const { t } = useTranslation();
  if (!failure) return null;
  return sentences[failure.refusal?.code ?? ''] ?? refusalSentence(failure.refusal, t);
}
