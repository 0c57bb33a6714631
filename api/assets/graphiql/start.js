// Starts GraphiQL with the examples in its tabs.

const EXAMPLES = ["who-am-i", "first-query", "action-list", "dashboard", "roll-up", "add-goal"];
const PLACEHOLDER = "Bearer <paste a token>";

// The last one that was pasted, in whichever tab: it holds for all.
let authorization;

// What GraphiQL keeps, its history with headers among it, is kept without the token.
const storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value.replace(/Bearer [^"\\]+/g, PLACEHOLDER)),
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => localStorage.clear(),
  get length() {
    return localStorage.length;
  },
};

async function send(request, { headers = {} } = {}) {
  const { authorization: given, ...others } = headers;
  if (given !== PLACEHOLDER) authorization = given;
  const sent = { accept: "application/graphql-response+json", "content-type": "application/json", ...others };
  if (authorization) sent.authorization = authorization;
  const reply = await fetch("graphql", { method: "POST", headers: sent, body: JSON.stringify(request) });
  return reply.json();
}

async function example(name) {
  const reply = await fetch(`graphiql/examples/${name}.graphql`);
  return { query: await reply.text(), headers };
}

const headers = JSON.stringify({ authorization: PLACEHOLDER }, null, 2);
const page = React.createElement(GraphiQL, {
  fetcher: send,
  defaultTabs: await Promise.all(EXAMPLES.map(example)),
  defaultHeaders: headers,
  defaultEditorToolsVisibility: "headers",
  showPersistHeadersSettings: false,
  storage,
});
ReactDOM.createRoot(document.body).render(page);
