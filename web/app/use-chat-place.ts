import { useMemo } from 'react';
import { useLocation, useMatch, useSearchParams } from 'react-router';
import type { Place } from '../modules/messages/use-jump';

const panels = ['info', 'search', 'pins'] as const;
export type Panel = (typeof panels)[number];

/** What the address says: /, /c/:id and /c/:id/info, /search or /pins; with ?at=12 a message of that conversation to go to. */
export function useChatPlace(): { isHome: boolean; id: string | null; panel: Panel | null; place: Place | null } {
  const isHome = useMatch('/') !== null;
  const match = useMatch('/c/:id/:panel?');
  const { key } = useLocation();
  const [search] = useSearchParams();
  const at = Number(search.get('at'));
  const seq = Number.isSafeInteger(at) && at > 0 ? at : null;
  const panel = panels.find((name) => name === match?.params.panel) ?? null;
  const isKnown = match !== null && (match.params.panel === undefined || panel !== null);
  // One object for one navigation: another one goes there again.
  const place = useMemo(() => (seq === null ? null : { seq, key }), [seq, key]);
  return { isHome, id: isKnown ? (match.params.id ?? null) : null, panel, place };
}
