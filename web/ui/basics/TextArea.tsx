import { useId, type ComponentProps } from 'react';
import { classNames } from './classNames';
import { FieldNote, fieldLook } from './TextField';

type Props = Omit<ComponentProps<'textarea'>, 'id'> & { label: string; hint?: string; error?: string };

export function TextArea({ label, hint, error, className, ...rest }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={classNames(fieldLook, 'block min-h-24 resize-y py-2.5')}
        {...rest}
      />
      {note && <FieldNote id={`${id}-note`} text={note} failed={Boolean(error)} />}
    </div>
  );
}
