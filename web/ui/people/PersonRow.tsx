import type { ReactNode } from 'react';
import { Avatar } from '../basics/Avatar';
import type { Person } from '../view';

/** Portrait, name and username in a line; the row around it decides what a click does. */
export function PersonRow({ person, trailing }: { person: Person; trailing?: ReactNode }) {
  return (
    <>
      <Avatar name={person.displayName} photoUrl={person.photoUrl} colorKey={person.id} />
      <span className="min-w-0 flex-1 text-left">
        <bdi className="block truncate font-medium">{person.displayName}</bdi>
        <span className="block truncate text-sm text-muted">@{person.username}</span>
      </span>
      {trailing}
    </>
  );
}
