import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import type { Refusal } from '../../apollo/refusal';
import type { FormState } from '../../ui/settings/props';
import { refusalSentence } from '../refusal-sentence';
import { useAttempt } from '../use-attempt';

type Options<Field extends string> = {
  /** Which field a refusal is about that names none. */
  blame?: (refusal: Refusal) => { field: Field; sentence: string } | null;
};

/** A form of the settings, sent directly. */
export function useForm<Field extends string>(fields: readonly Field[], { blame }: Options<Field> = {}) {
  const { t } = useTranslation();
  const { pending, attempt, fieldErrors, failure } = useAttempt(fields, { refusalOf, blame });
  const error = failure && refusalSentence(failure.refusal, t);
  const form: FormState<Field> = { pending, error, fieldErrors };
  return { form, attempt };
}
