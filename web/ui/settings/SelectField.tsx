import { useId } from 'react';
import { fieldLook } from '../basics/TextField';

type Props = { label: string; value: string; choices: { value: string; label: string }[]; onChange: (value: string) => void };

/** The browser's own list of choices: at home on every device. */
export function SelectField({ label, value, choices, onChange }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={`${fieldLook} h-12`}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
