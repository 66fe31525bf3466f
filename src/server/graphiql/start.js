/**
 * Starts GraphiQL with the options that stand in the page.
 *
 * @typedef {{ renderYogaGraphiQL(root: Element | null, options: object): void }} YogaGraphiQL
 */
const { YogaGraphiQL } = /** @type {{ YogaGraphiQL: YogaGraphiQL }} */ (/** @type {unknown} */ (globalThis));

/** What stands in a tab where the id of an order belongs. It is not known before the order was created. */
const orderIdPlaceholder = '{{orderId}}';
const orderIdKey = 'gapura:orderId';

const options = JSON.parse(document.querySelector('#options')?.textContent ?? '{}');

/**
 * GraphiQL recognises the tab that was open by its content, and gives only the first tab its variables when
 * nothing was open yet: told neither, it would open an empty tab on every reload, or the first without variables.
 */
function openTab() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '');
    return tabs[activeTabIndex] ?? options.defaultTabs[0];
  } catch {
    return options.defaultTabs[0];
  }
}

/** The order that was created last, out of an answer; null where it is about something else. */
async function createdOrderId(/** @type {Response} */ response) {
  // A subscription answers with a stream, which ends when it likes.
  if (!response.headers.get('content-type')?.includes('json')) return null;
  const answer = await response.clone().json();
  return answer?.data?.createOrder?.order?.id ?? null;
}

const { fetch } = globalThis;

/** The answer to an operation about the order that was created last, when there is none yet. */
function answerWithoutOrder() {
  const message =
    'You have created no order yet. Run the tabs from left to right, VirtualAccount before this one: ' +
    `the page replaces ${orderIdPlaceholder} with the id of the order that you created last.`;
  const headers = { 'content-type': 'application/json' };
  return new Response(JSON.stringify({ errors: [{ message }] }), { headers });
}

/** The page's own fetch, which GraphiQL calls: it puts the id of the order that was created last into a request. */
globalThis.fetch = async (address, init) => {
  const orderId = sessionStorage.getItem(orderIdKey);
  const text = typeof init?.body === 'string' ? init.body : null;
  if (orderId === null && text?.includes(orderIdPlaceholder)) return answerWithoutOrder();
  const isFilled = orderId !== null && text !== null;
  const body = isFilled ? text.replaceAll(orderIdPlaceholder, orderId) : init?.body;
  const response = await fetch(address, { ...init, body: body ?? null });
  const created = await createdOrderId(response).catch(() => null);
  if (typeof created === 'string') sessionStorage.setItem(orderIdKey, created);
  return response;
};

const { query, variables } = openTab();
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  ...options,
  query,
  variables,
  // Keeps what is typed out of the address bar.
  onEditQuery: () => {},
});

// Each tab would swallow its first click: it is laid out anew when the pointer goes down on it.
document.addEventListener(
  'pointerdown',
  ({ target }) => {
    if (!(target instanceof Element)) return;
    const tab = target.closest('.graphiql-tab-button');
    if (tab instanceof HTMLElement) tab.click();
  },
  true,
);
