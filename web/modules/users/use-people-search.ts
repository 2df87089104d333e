import { useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import type { PeopleSearch } from '../../ui/props';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { PeopleSearchDocument } from './users.document';

const typingPauseMs = 250;

/** Searching people by name: asks the server when typing pauses. The viewer is never among the results. */
export function usePeopleSearch(isExcluded: (person: Person) => boolean = () => false): PeopleSearch {
  const { t } = useTranslation();
  const { viewerId } = useServices();
  const [query, onQuery] = useState('');
  const search = useSettled(query.trim(), typingPauseMs);
  const { data, previousData, error, loading } = useQuery(PeopleSearchDocument, {
    variables: { search },
    skip: search === '',
    fetchPolicy: 'cache-and-network',
  });
  const found = search === '' ? [] : ((data ?? previousData)?.users.edges ?? []).map(({ node }) => node);
  return {
    query,
    onQuery,
    results: found.filter((person) => person.id !== viewerId && !isExcluded(person)),
    loading: query.trim() !== '' && (loading || search !== query.trim()),
    error: error ? refusalSentence(refusalOf(error), t) : null,
  };
}

/** The value once it has not changed for a while. */
export function useSettled(value: string, pauseMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return value === '' ? '' : settled;
}
