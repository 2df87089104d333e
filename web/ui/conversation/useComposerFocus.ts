import { useEffect, type RefObject } from 'react';

type What = { autoFocus: boolean; isEditing: boolean; replyingTo: number | null };

/** The field has the focus at first, and when a message is edited or answered; what becomes of the quoted message meanwhile takes it from nothing. */
export function useComposerFocus(field: RefObject<HTMLTextAreaElement | null>, { autoFocus, isEditing, replyingTo }: What): void {
  useEffect(() => {
    const element = field.current;
    // Who comes back to a draft goes on after it.
    element?.setSelectionRange(element.value.length, element.value.length);
    if (autoFocus) element?.focus({ preventScroll: true });
  }, [field, autoFocus]);
  useEffect(() => {
    if (isEditing || replyingTo !== null) field.current?.focus({ preventScroll: true });
  }, [field, isEditing, replyingTo]);
}
