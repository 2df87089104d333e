/**
 * What the settings ask. None of it goes into the cache (`no-cache`), and so not into LocalStorage: it is for the screen alone, and some of it,
 * such as the address of a webhook, is a secret.
 */
import { graphql } from '../../generated';

export const AccountDocument = graphql(`
  query Account {
    viewer {
      email
      emailVerified
      pendingEmail
      showLastSeen
    }
  }
`);

export const ChangeEmailDocument = graphql(`
  mutation ChangeEmail($newEmail: String!, $password: String!) {
    changeEmail(newEmail: $newEmail, password: $password)
  }
`);

export const ChangePasswordDocument = graphql(`
  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {
    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)
  }
`);

export const SetShowLastSeenDocument = graphql(`
  mutation SetShowLastSeen($showLastSeen: Boolean!) {
    updateProfile(input: { showLastSeen: $showLastSeen }) {
      id
    }
  }
`);

export const SetLocaleDocument = graphql(`
  mutation SetLocale($locale: String!) {
    updateProfile(input: { locale: $locale }) {
      id
    }
  }
`);

export const SessionsDocument = graphql(`
  query Sessions {
    viewer {
      sessions {
        id
        current
        deviceName
        createdAt
        lastUsedAt
      }
    }
  }
`);

export const RevokeSessionDocument = graphql(`
  mutation RevokeSession($id: ID!) {
    revokeSession(id: $id)
  }
`);

export const RevokeOtherSessionsDocument = graphql(`
  mutation RevokeOtherSessions {
    revokeOtherSessions
  }
`);

export const ExportDocument = graphql(`
  mutation ExportMyData {
    exportMyData {
      url
      expiresAt
    }
  }
`);

export const ResendVerificationDocument = graphql(`
  mutation ResendVerification {
    resendVerification
  }
`);
