#!/bin/sh
# Two people and one message, with curl: sh docs/examples/chat.sh http://127.0.0.1:4000/graphql
set -eu
url=${1:-http://127.0.0.1:4000/graphql}

# ask TOKEN DOCUMENT VARIABLES: one operation over HTTP, its answer as it came.
ask() {
  printf '{"query":"%s","variables":%s}' "$2" "${3:-{\}}" |
    curl --silent --show-error --header 'Content-Type: application/json' ${1:+--header "Authorization: Bearer $1"} --data @- "$url"
}
# The first text with that name in what is read. In earnest use jq.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

unique=$(date +%s)-$$
sign_up() {
  ask '' 'mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken viewer { user { id } } } }' \
    "{\"input\":{\"username\":\"$1-$unique\",\"displayName\":\"$1\",\"email\":\"$1-$unique@example.com\",\"password\":\"$unique-$unique\"}}"
}
ana=$(sign_up ana)
bia=$(sign_up bia)
ana_token=$(printf %s "$ana" | field accessToken)
bia_token=$(printf %s "$bia" | field accessToken)

conversation=$(ask "$ana_token" 'mutation ($userId: ID!) { startDirectConversation(userId: $userId) { id } }' \
  "{\"userId\":\"$(printf %s "$bia" | field id)\"}" | field id)

# The same send twice: it is stored once, and both are answered alike.
send() {
  ask "$ana_token" 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq text } }' \
    "{\"input\":{\"conversationId\":\"$conversation\",\"clientId\":\"$unique\",\"text\":\"Hello from curl\"}}"
}
send
send

ask "$bia_token" 'query ($id: ID!) { conversation(id: $id) { lastSeq messages(last: 10) { edges { node { seq text author { displayName } } } } } }' \
  "{\"id\":\"$conversation\"}"
