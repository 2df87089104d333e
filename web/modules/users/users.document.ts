import { graphql } from '../../generated';

export const PeopleSearchDocument = graphql(`
  query PeopleSearch($search: String!) {
    users(search: $search, first: 20) {
      edges {
        node {
          ...UserFields
        }
      }
    }
  }
`);

export const PersonDocument = graphql(`
  query Person($id: ID!) {
    user(id: $id) {
      ...UserFields
      about
    }
  }
`);

export const UpdateProfileDocument = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      ...UserFields
      about
    }
  }
`);

export const BlockUserDocument = graphql(`
  mutation BlockUser($userId: ID!) {
    blockUser(userId: $userId) {
      ...UserFields
    }
  }
`);

export const UnblockUserDocument = graphql(`
  mutation UnblockUser($userId: ID!) {
    unblockUser(userId: $userId) {
      ...UserFields
    }
  }
`);
