import { useMutation } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import type { GroupAccessQuery } from '../../generated/graphql';
import { InvitesDialog } from '../../ui/info/InvitesDialog';
import type { InviteChoice, InviteRow } from '../../ui/view';
import { refusalSentence } from '../refusal-sentence';
import { CreateInviteDocument, RevokeInviteDocument } from './invites.document';

type Group = Extract<GroupAccessQuery['conversation'], { __typename: 'Group' }>;
type Props = {
  group: { id: string; name: string };
  invites: Group['invites'] | null;
  /** Why the list is not there, or not of now. */
  loadError: unknown;
  onChanged: () => Promise<unknown>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function Invites({ group, invites, loadError, onChanged, open, onOpenChange }: Props) {
  const { t } = useTranslation();
  const [create, creating] = useMutation(CreateInviteDocument);
  const [revoke, revoking] = useMutation(RevokeInviteDocument);
  const rows = invites?.map((invite) => rowOf(invite)) ?? null;

  /** A new action takes the error of the one before off the screen. What fails is shown, from the mutation's `error`. */
  async function attempt(action: () => Promise<unknown>) {
    creating.reset();
    revoking.reset();
    try {
      await action();
      await onChanged();
    } catch {
      // Shown in the dialog.
    }
  }

  const expiryOf = ({ lifeMs }: InviteChoice) => (lifeMs === null ? null : new Date(Date.now() + lifeMs).toISOString());
  const failure = creating.error ?? revoking.error;
  const refusal = refusalOf(failure);
  return (
    <InvitesDialog
      open={open}
      onOpenChange={onOpenChange}
      groupName={group.name}
      invites={rows}
      error={
        failure
          ? refusal?.reason === 'TOO_MANY'
            ? t('invite.tooMany')
            : refusalSentence(refusal, t)
          : loadError
            ? refusalSentence(refusalOf(loadError), t)
            : null
      }
      onCreate={(choice) =>
        void attempt(() => create({ variables: { groupId: group.id, expiresAt: expiryOf(choice), maxUses: choice.maxUses } }))
      }
      onRevoke={({ id }) => void attempt(() => revoke({ variables: { id } }))}
      pending={creating.loading || revoking.loading}
    />
  );
}

function rowOf({ id, url, createdBy, expiresAt, usesLeft }: Group['invites'][number]): InviteRow {
  return {
    id,
    url,
    createdBy: createdBy?.displayName ?? null,
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    usesLeft,
  };
}
