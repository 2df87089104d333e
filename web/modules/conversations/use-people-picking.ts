import { useState } from 'react';
import type { PeoplePicking } from '../../ui/props';
import type { Person } from '../../ui/view';
import { usePeopleSearch } from '../users/use-people-search';

/** Searching people and marking some of them. */
export function usePeoplePicking(isExcluded?: (person: Person) => boolean): PeoplePicking & { clear: () => void } {
  const search = usePeopleSearch(isExcluded);
  const [selected, setSelected] = useState<Person[]>([]);
  return {
    ...search,
    selected,
    onToggle: (person) =>
      setSelected((before) => {
        const others = before.filter((other) => other.id !== person.id);
        return others.length < before.length ? others : [...before, person];
      }),
    clear: () => {
      setSelected([]);
      search.onQuery('');
    },
  };
}
