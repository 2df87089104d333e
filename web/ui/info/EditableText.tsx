import { Check, Pencil, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../basics/classNames';
import { IconButton } from '../basics/IconButton';
import { fieldLook } from '../basics/TextField';

type Props = {
  value: string;
  label: string;
  editLabel: string;
  maxLength: number;
  multiline?: boolean;
  required?: boolean;
  canEdit: boolean;
  onSave: (value: string) => void;
  children: ReactNode;
};

/** Shows its children with a pencil; edits in place. Enter saves (with Ctrl or ⌘ where lines may break), Escape takes it back. */
export function EditableText({
  value,
  label,
  editLabel,
  maxLength,
  multiline = false,
  required = false,
  canEdit,
  onSave,
  children,
}: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  const editing = text !== null;

  useEffect(() => {
    if (!editing && wasEditing.current) pencil.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (text === null) {
    return (
      <div className="flex min-h-10 max-w-full items-center justify-center gap-1">
        <div className="min-w-0">{children}</div>
        {canEdit && (
          <IconButton ref={pencil} label={editLabel} icon={<Pencil />} onClick={() => setText(value)} className="[&_svg]:size-4!" />
        )}
      </div>
    );
  }

  const save = () => {
    const next = text.trim();
    if (required && next === '') return;
    if (next !== value) onSave(next);
    setText(null);
  };
  const shared = {
    'aria-label': label,
    autoFocus: true,
    maxLength,
    value: text,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save();
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        setText(null);
      }
    },
  };
  return (
    <div className={classNames('flex w-full items-start justify-end gap-1', multiline && 'flex-wrap py-1')}>
      {multiline ? (
        <textarea {...shared} rows={4} className={`${fieldLook} basis-full py-2`} />
      ) : (
        <input {...shared} className={`${fieldLook} h-10 min-w-0 flex-1`} />
      )}
      <IconButton label={t('ui.save')} icon={<Check />} onClick={save} disabled={required && text.trim() === ''} />
      <IconButton label={t('ui.cancel')} icon={<X />} onClick={() => setText(null)} />
    </div>
  );
}
