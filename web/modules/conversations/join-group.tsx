import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { JoinGroupDialog } from '../../ui/people/JoinGroupDialog';
import { inviteSentence } from '../invite-sentence';
import { useStillWanted } from '../use-still-wanted';
import { InvitePreviewDocument, JoinGroupDocument } from './invites.document';
import { usePlaceInList } from './use-place-in-list';
import { useRefetchWhenLive } from './use-refetch-when-live';

type Props = { code: string; onClose: () => void; onJoined: (conversationId: string) => void };

/** /invite/:code, for who is signed in. Whoever is a member already, as after signing up by the invite, goes straight to the group. */
export function JoinGroup({ code, onClose, onJoined }: Props) {
  const { t } = useTranslation();
  const placeInList = usePlaceInList();
  const ask = useStillWanted();
  const { data, loading, error, refetch } = useQuery(InvitePreviewDocument, { variables: { code }, fetchPolicy: 'no-cache' });
  const [join, joining] = useMutation(JoinGroupDocument);
  useRefetchWhenLive(error, refetch);
  const invite = data?.invite;
  const ownGroupId = invite?.groupId ?? null;

  useEffect(() => {
    if (ownGroupId !== null) onJoined(ownGroupId);
  }, [ownGroupId, onJoined]);

  async function joinIt() {
    const isWanted = ask();
    try {
      const { data: joined } = await join({ variables: { inviteCode: code } });
      if (!joined) return;
      placeInList(joined.joinGroup.id);
      if (isWanted()) onJoined(joined.joinGroup.id);
    } catch {
      // Shown in the dialog, from `error`.
    }
  }

  const failure = joining.error ?? error;
  const isUnknown = !loading && !error && !invite;
  const refusal = refusalOf(error);
  const mayChange = error !== undefined && !refusal?.code.startsWith('INVITE_');
  return (
    <JoinGroupDialog
      open={ownGroupId === null}
      onOpenChange={onClose}
      group={invite && !error ? { name: invite.groupName, photoUrl: invite.groupPhotoUrl, memberCount: invite.memberCount } : null}
      loading={loading}
      error={isUnknown ? t('invite.unknown') : failure ? inviteSentence(refusalOf(failure), t) : null}
      onJoin={() => void joinIt()}
      onRetry={mayChange ? () => void refetch().catch(() => undefined) : undefined}
      pending={joining.loading}
    />
  );
}
