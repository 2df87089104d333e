import type { TFunction } from 'i18next';
import type { Refusal } from '../apollo/refusal';
import { refusalSentence } from './refusal-sentence';

/** Why nobody comes in by this code. */
export function inviteSentence(refusal: Refusal | null, t: TFunction): string {
  switch (refusal?.code) {
    case 'NOT_FOUND':
      return t('invite.unknown');
    case 'FORBIDDEN':
      return t('invite.banned');
    case 'INVITE_EXPIRED':
    case 'INVITE_REVOKED':
    case 'INVITE_USED_UP':
      return t(`invite.refused.${refusal.code}`);
    case 'CONFLICT':
      return t(refusal.reason === 'TOO_MANY' ? 'invite.full' : 'app.error.CONFLICT');
    default:
      return refusalSentence(refusal, t);
  }
}
