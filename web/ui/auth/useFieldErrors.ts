import { useEffect, useRef, useState } from 'react';

type Errors<Field extends string> = Partial<Record<Field, string>>;

/**
 * What stands beside the fields of a form: what our own check finds when it is submitted, and what the server refused. The
 * browser's own balloons would speak its language, not the one chosen here. An error goes as soon as its field changes, and
 * after each attempt the first wrong field takes the focus.
 */
export function useFieldErrors<Field extends string>(refused: Errors<Field>, pending: boolean) {
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<Errors<Field>>({});
  const [changed, setChanged] = useState<readonly Field[]>([]);
  const [attempts, setAttempts] = useState(0);

  useEffect(() => {
    if (attempts > 0 && !pending) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts, pending]);

  return {
    form,
    errorOf: (field: Field) => found[field] ?? (changed.includes(field) ? undefined : refused[field]),
    clear: (field: Field) => {
      setFound((before) => ({ ...before, [field]: undefined }));
      setChanged((before) => (before.includes(field) ? before : [...before, field]));
    },
    /** Takes what a check found; true when that is nothing, and the form may go. */
    accept: (errors: Errors<Field>) => {
      setFound(errors);
      setChanged([]);
      setAttempts((before) => before + 1);
      return Object.values(errors).every((error) => error === undefined);
    },
  };
}
