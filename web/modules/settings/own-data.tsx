import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import { DataSettings } from '../../ui/settings/DataSettings';
import type { Person } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { ExportDocument } from './settings.document';
import { useForm } from './use-form';

/** A copy of everything, and the end of everything. */
export function OwnData({ me }: { me: Person }) {
  const { t } = useTranslation();
  const { session } = useServices();
  const [exportData, exporting] = useMutation(ExportDocument, { fetchPolicy: 'no-cache' });
  /** Whoever has the link has the data: it is on this screen alone. */
  const [link, setLink] = useState<{ url: string; expiresAt: number } | null>(null);
  const deletion = useForm(['password'], {
    blame: ({ code }) => (code === 'FORBIDDEN' ? { field: 'password', sentence: t('app.field.WRONG') } : null),
  });

  async function prepare() {
    try {
      const { data } = await exportData();
      if (data) setLink({ url: data.exportMyData.url, expiresAt: Date.parse(data.exportMyData.expiresAt) });
    } catch {
      // Shown from `error`.
    }
  }

  return (
    <DataSettings
      exporting={{ link, pending: exporting.loading, error: exporting.error ? refusalSentence(refusalOf(exporting.error), t) : null }}
      onExport={() => void prepare()}
      username={me.username}
      deletion={deletion.form}
      onDelete={(password) => deletion.attempt(() => session.deleteAccount(password))}
    />
  );
}
