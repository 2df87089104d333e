import { use, type ReactNode } from 'react';
import { everyoneId } from './markMentions';
import { PeopleContext } from './PeopleContext';

/** Somebody's @username in a message; a press shows who that is. The viewer's own, and everyone's, stand out. */
export function Mention({ id, children }: { id: string; children?: ReactNode }) {
  const { viewerId, onPerson } = use(PeopleContext);
  const look = { className: 'mention', 'data-self': id === viewerId || id === everyoneId || undefined };
  if (id === everyoneId || !onPerson) return <span {...look}>{children}</span>;
  return (
    <button type="button" {...look} onClick={() => onPerson(id)}>
      {children}
    </button>
  );
}
