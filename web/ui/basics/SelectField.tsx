import { ChevronDown } from 'lucide-react';
import { useId, type ComponentProps } from 'react';
import { classNames } from './classNames';
import { fieldLook } from './TextField';

type Props = Omit<ComponentProps<'select'>, 'id'> & { label: string };

/** The browser's own list of choices under a label: on phones it is the one people know. */
export function SelectField({ label, className, children, ...rest }: Props) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <select id={id} className={classNames(fieldLook, 'h-12 appearance-none pr-10')} {...rest}>
          {children}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-muted" />
      </div>
    </div>
  );
}
