"""Two people talk, with Python's own library for HTTP, and the package `websockets` (pip install websockets) for what happens live.

    python3 docs/examples/chat.py http://127.0.0.1:4000/graphql
"""
import json
import sys
import urllib.error
import urllib.request
import uuid

try:
    from websockets.sync.client import connect
except ImportError:
    connect = None

url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:4000/graphql"


def request(query, variables=None, token=None):
    """One operation over HTTP: its data, or an error with the code from docs/errors.md."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=30) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        answer = json.load(error)  # Refusals before anything runs have a status, and errors all the same.
    if answer.get("errors"):
        error = answer["errors"][0]
        raise RuntimeError(f"{error['extensions']['code']}: {error['message']}")
    return answer["data"]


def sign_up(name):
    username = f"{name.lower()}-{uuid.uuid4().hex[:8]}"
    person = {"username": username, "displayName": name, "email": f"{username}@example.com", "password": str(uuid.uuid4())}
    query = "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken viewer { user { id } } } }"
    auth = request(query, {"input": person})["signUp"]
    return {"name": name, "id": auth["viewer"]["user"]["id"], "token": auth["accessToken"]}


def send(person, conversation, text):
    """The clientId makes a send safe to repeat: the same one is stored once."""
    message = {"conversationId": conversation, "clientId": str(uuid.uuid4()), "text": text}
    return request("mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq } }", {"input": message}, person["token"])


def listen(person, cursor):
    """What others write, from that cursor on. Store the newest cursor: handed back, it makes sure that nothing is missed."""
    query = """subscription ($after: Cursor) { events(after: $after) {
        __typename cursor ... on MessageAdded { message { seq text author { id displayName } } } } }"""
    with connect(url.replace("http", "ws", 1), subprotocols=["graphql-transport-ws"]) as socket:
        socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {person['token']}"}}))
        subscribe = {"id": "1", "type": "subscribe", "payload": {"query": query, "variables": {"after": cursor}}}
        for text in socket:
            frame = json.loads(text)
            if frame["type"] == "connection_ack":
                socket.send(json.dumps(subscribe))
            elif frame["type"] == "ping":
                socket.send(json.dumps({"type": "pong"}))
            elif frame["type"] == "error":
                raise RuntimeError(frame["payload"])
            elif frame["type"] == "next":
                event = frame["payload"]["data"]["events"]
                message = event.get("message")
                if message and message["author"] and message["author"]["id"] != person["id"]:
                    yield message


def read(person, conversation):
    """The same from the history, a page at a time."""
    query = """query ($id: ID!, $after: Cursor) { conversation(id: $id) { messages(first: 1, after: $after) {
        edges { node { seq text author { id displayName } } } pageInfo { hasNextPage endCursor } } } }"""
    page = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        variables = {"id": conversation, "after": page["endCursor"]}
        messages = request(query, variables, person["token"])["conversation"]["messages"]
        yield from (edge["node"] for edge in messages["edges"])
        page = messages["pageInfo"]


ana, bia = sign_up("Ana"), sign_up("Bia")
start = "mutation ($userId: ID!) { startDirectConversation(userId: $userId) { id } }"
conversation = request(start, {"userId": bia["id"]}, ana["token"])["startDirectConversation"]["id"]
cursor = request("{ serverInfo { eventCursor } }", token=bia["token"])["serverInfo"]["eventCursor"]
for text in ["Olá, Bia! ☁️", "From a snake."]:
    send(ana, conversation, text)
# What happened since the cursor is told first, so it does not matter that nobody listened yet.
heard = listen(bia, cursor) if connect else read(bia, conversation)
for _ in range(2):
    message = next(heard)
    print(f"Bia {'hears' if connect else 'reads'} #{message['seq']} from {message['author']['displayName']}: {message['text']}")
if not connect:
    print("To hear it live: pip install websockets")
