import { useEffect, useRef, useState } from 'react';
import type { MessageRow } from '../view';
import { people, said, sampleNow } from './samples';

const pageRows = 40;
const words = 'The clouds move on while we talk and nothing of what was said is lost on the way to the other side'.split(' ');

function olderPage(before: MessageRow | undefined, index: number): MessageRow[] {
  const end = (before?.at ?? sampleNow) - 60_000;
  return Array.from({ length: pageRows }, (_, row) => {
    const author = row % 5 < 3 ? people.bia : people.me;
    const text = `${index}.${row} ${words.slice(0, 2 + ((row * 7) % words.length)).join(' ')}`;
    return said(author, end - (pageRows - row) * 90_000, text, {
      key: `older-${index}-${row}`,
      seq: 1_000 - index * pageRows + row - pageRows,
    });
  });
}

/** A conversation that answers: sending shows the ticks one after the other, scrolling up brings older pages. */
export function useSampleChat(initial: MessageRow[], pages: number) {
  const [rows, setRows] = useState(initial);
  const [first, setFirst] = useState(100_000);
  const [loaded, setLoaded] = useState(0);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const pending = timers.current;
    return () => pending.forEach(clearTimeout);
  }, []);
  const later = (ms: number, action: () => void) => void timers.current.add(setTimeout(action, ms));
  const change = (key: string, part: Partial<MessageRow>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));

  return {
    rows,
    hasOlder: loaded < pages,
    loadingOlder,
    loadOlder: () => {
      setLoadingOlder(true);
      later(400, () => {
        setRows((all) => [...olderPage(all[0], loaded), ...all]);
        setFirst(first - pageRows);
        setLoaded(loaded + 1);
        setLoadingOlder(false);
      });
    },
    send: (text: string) => {
      const row = said(people.me, sampleNow, text, { status: 'pending' });
      setRows((all) => [...all, row]);
      later(500, () => change(row.key, { status: 'sent' }));
      later(1_000, () => change(row.key, { status: 'delivered' }));
      later(1_500, () => change(row.key, { status: 'read' }));
    },
    receive: (text: string) => {
      setRows((all) => [...all, said(people.bia, sampleNow, text, { seq: 5_000 + all.length })]);
    },
    edit: (key: string, text: string) => change(key, { text, edited: true }),
    remove: (key: string) => change(key, { deleted: true, text: '' }),
    discard: (key: string) => setRows((all) => all.filter((row) => row.key !== key)),
    retry: (key: string) => change(key, { status: 'sent', failure: null }),
    react: (row: MessageRow, emoji: string) => {
      const known = row.reactions.find((reaction) => reaction.emoji === emoji);
      const others = row.reactions.filter((reaction) => reaction.emoji !== emoji);
      const count = (known?.count ?? 0) + (known?.mine ? -1 : 1);
      change(row.key, { reactions: count > 0 ? [...others, { emoji, count, mine: !known?.mine, names: ['You'] }] : others });
    },
  };
}
