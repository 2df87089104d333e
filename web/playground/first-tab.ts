/** Stands in the Headers editor until somebody puts a token there; not sent. */
export const tokenPlaceholder = 'Bearer PUT-THE-ACCESS-TOKEN-HERE';

/** What a first visit finds in the editor: enough to sign up, send and listen without reading anything else. */
export const firstTab = {
  headers: JSON.stringify({ Authorization: tokenPlaceholder }, null, 2),
  query: `# Everything the web app does goes through
# this schema. The book icon on the left
# opens its documentation; Ctrl-Enter runs
# the operation under the cursor.
#
# 1. Sign in above; whoever has no account
#    yet runs SignUp first. Or put a token
#    into the Headers below.
# 2. Listen shows what changes for you, live.

query Server {
  serverInfo {
    version
    eventCursor
    maxTextLength
  }
}

mutation SignUp {
  signUp(
    input: {
      username: "ana"
      displayName: "Ana"
      email: "ana@example.com"
      password: "choose a long one"
    }
  ) {
    accessToken
    viewer {
      user {
        id
        username
      }
    }
  }
}

mutation SignIn {
  signIn(input: { login: "ana", password: "choose a long one" }) {
    accessToken
  }
}

query Conversations {
  conversations(first: 10) {
    edges {
      node {
        id
        kind
        lastActivityAt
        lastMessage {
          seq
          text
          author {
            displayName
          }
        }
        viewerState {
          unreadCount
        }
      }
    }
  }
}

subscription Listen {
  events {
    __typename
    cursor
    at
    ... on MessageAdded {
      message {
        conversationId
        seq
        text
        author {
          displayName
        }
      }
    }
  }
}
`,
} as const;
