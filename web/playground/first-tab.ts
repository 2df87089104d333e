/** What a first visit finds in the editor: enough to sign up, send and listen without reading anything else. */
export const firstTab = {
  headers: `{
  "Authorization": "Bearer PUT-THE-ACCESS-TOKEN-HERE"
}`,
  query: `# Talk-In-Clouds: everything the web app does goes through this schema.
# The book icon on the left opens its documentation. Ctrl-Enter runs the operation under the cursor.
#
# 1. Run SignUp (or SignIn) and copy the accessToken into the Headers editor below.
#    Until you do, clear the Authorization header: a token that is not valid is refused.
# 2. Everything else works with it; Listen shows what changes for you, as it happens.

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
