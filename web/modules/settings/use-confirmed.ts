import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { refusalSentence } from '../refusal-sentence';

/** Something that is asked about first. Where it is refused, a passing note says why. */
export function useConfirmed<Subject>(action: (subject: Subject) => Promise<void>) {
  const { t } = useTranslation();
  const { tell } = useServices();
  const [subject, setSubject] = useState<Subject | null>(null);
  const [pending, setPending] = useState(false);

  async function confirm() {
    if (subject === null || pending) return;
    setPending(true);
    try {
      await action(subject);
    } catch (error) {
      tell('danger', refusalSentence(refusalOf(error), t));
    }
    setPending(false);
    setSubject(null);
  }

  return {
    subject,
    ask: setSubject,
    dialog: { open: subject !== null, pending, onConfirm: () => void confirm(), onCancel: () => setSubject(null) },
  };
}
