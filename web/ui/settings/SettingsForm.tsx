import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../basics/Button';
import type { ButtonTone } from '../basics/buttonLook';
import { ErrorNote } from '../basics/ErrorNote';
import type { FormState } from './props';

type Props = {
  form: FormState<string>;
  /** What was refused of the whole, where it is more than `form.error`. */
  error?: string | null;
  isComplete: boolean;
  submitLabel: string;
  tone?: ButtonTone;
  className?: string;
  /** Answers whether it was done. */
  onSubmit: () => Promise<boolean>;
  /** After it was done, or to take the wish back: not while it is under way. Without it the form stays. */
  onClose?: () => void;
  children: ReactNode;
};

/** A form of the settings: it goes once at a time, and what was refused beside a field takes the focus there. */
export function SettingsForm({ form, isComplete, onSubmit, onClose, ...props }: Props) {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const { pending } = form;
  useEffect(() => {
    if (!pending) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [pending]);
  return (
    // noValidate: the browser's own balloons would speak its language, not the one chosen here.
    <form
      ref={element}
      noValidate
      className={props.className ?? 'flex flex-col gap-4 rounded-xl bg-sunken p-4'}
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending && isComplete) void onSubmit().then((done) => done && onClose?.());
      }}
    >
      <ErrorNote text={props.error ?? form.error} />
      {props.children}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone={props.tone} pending={pending} disabled={!isComplete}>
          {props.submitLabel}
        </Button>
        {onClose && (
          <Button tone="quiet" disabled={pending} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
