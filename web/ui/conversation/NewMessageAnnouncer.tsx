import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageRow } from '../view';
import { rowWords } from './rowWords';

const spokenTogether = 3;

function lastSeqOf(rows: MessageRow[]): number {
  return rows.reduce((greatest, row) => Math.max(greatest, row.seq ?? -1), -1);
}

type Props = { rows: MessageRow[]; hasNewer: boolean; loading: boolean };

/**
 * The only live region of a conversation: it speaks messages by others that arrive while it is open, never history.
 * Mount it anew (by key) for each window of rows. While the end is not loaded, what appears is history too.
 */
export const NewMessageAnnouncer = memo(function NewMessageAnnouncer({ rows, hasNewer, loading }: Props) {
  const { t } = useTranslation();
  const [heard, setHeard] = useState({ rows, seq: lastSeqOf(rows), partial: hasNewer || (loading && rows.length === 0), words: '' });
  if (heard.rows !== rows) {
    const fresh = heard.partial ? [] : rows.filter((row) => row.seq !== null && row.seq > heard.seq && !row.own && !row.deleted);
    const words =
      fresh.length > spokenTogether
        ? t('message.announceMany', { count: fresh.length })
        : fresh
            .map((row) => row.notice ?? t('message.announce', { name: row.author?.displayName ?? '', text: rowWords(row, t) }))
            .join(' ');
    setHeard({
      rows,
      seq: Math.max(heard.seq, lastSeqOf(rows)),
      partial: hasNewer || (loading && rows.length === 0),
      words: words || heard.words,
    });
  }
  return (
    <div aria-live="polite" className="sr-only">
      {heard.words}
    </div>
  );
});
