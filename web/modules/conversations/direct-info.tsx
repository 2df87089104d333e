import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePresences } from '../../apollo/services';
import { ConfirmDialog } from '../../ui/basics/ConfirmDialog';
import { DirectInfoPanel } from '../../ui/info/DirectInfoPanel';
import type { Person } from '../../ui/view';
import { ReportPerson } from '../messages/report-person';
import { markOf } from '../presence/presence-view';
import { usePresenceSentence } from '../presence/use-watched-people';
import { useIsBlocked, useSetBlocked } from '../users/use-blocks';

type Props = { conversationId: string; peer: Person | null; about: string; onFiles: () => void; onClose: () => void };

/** The other person of a direct conversation, and what can be done about them; null: that account is gone. */
export function DirectInfo({ conversationId, peer, about, onFiles, onClose }: Props) {
  const { t } = useTranslation();
  const presence = usePresenceSentence(peer?.id ?? null);
  const presences = usePresences();
  const blocked = useIsBlocked(peer?.id ?? null);
  const { setBlocked, pending } = useSetBlocked();
  const [asked, setAsked] = useState<'block' | 'report' | null>(null);
  const nobody = { id: conversationId, displayName: t('app.deletedPerson'), username: '', photoUrl: null };
  const person = peer ?? nobody;

  async function block() {
    if (await setBlocked(person, true)) setAsked(null);
  }

  return (
    <>
      <DirectInfoPanel
        person={person}
        about={about}
        presence={presence}
        presenceMark={markOf(presences.get(person.id))}
        blocking={peer && { blocked, pending, onBlock: () => setAsked('block'), onUnblock: () => void setBlocked(peer, false) }}
        onReport={peer && (() => setAsked('report'))}
        onFiles={onFiles}
        onClose={onClose}
      />
      <ConfirmDialog
        open={asked === 'block'}
        title={t('block.title', { name: person.displayName })}
        text={t('block.text')}
        confirmLabel={t('block.block')}
        danger
        pending={pending}
        onConfirm={() => void block()}
        onCancel={() => setAsked(null)}
      />
      {peer && <ReportPerson conversationId={conversationId} person={peer} open={asked === 'report'} onClose={() => setAsked(null)} />}
    </>
  );
}
