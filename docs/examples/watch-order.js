// Watches an order in plain JavaScript, without a library: for React Native, and to be rewritten in Kotlin or Swift.

/** WebSockets in a row that did not open; from then on an ordinary request is sent between one attempt and the next. */
const failuresMax = 2;

/** How long a slow network may take for one answer. */
const silenceMaxMs = 10_000;

/** Codes after which the same may succeed a little later. */
const passing = new Set(['RATE_LIMITED', 'SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);

const atRest = new Set(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED', 'EXPIRED', 'FAILED']);

/**
 * `orderStatus` and `order` are texts of src/client/core/operations, each followed by that of its fragments. `onOrder` is
 * told of every new state. `onEnd` is told once: null where the order came to rest, else why nothing more will come.
 * Gives back how to stop.
 * @param {{
 *   url: string, token: string, orderId: string,
 *   operations: { orderStatus: string, order: string },
 *   onOrder: (order: { status: string, version: number }) => void,
 *   onEnd: (reason: string | null) => void,
 *   askEveryMs?: number, pingEveryMs?: number, WebSocket?: any,
 * }} options
 */
export function watchOrder({
  url,
  token,
  orderId,
  operations,
  onOrder,
  onEnd,
  askEveryMs = 10_000,
  pingEveryMs = 20_000,
  WebSocket = globalThis.WebSocket,
}) {
  let seenVersion = 0;
  let failuresCount = 0;
  let isOver = false;
  let hangUp = () => {};

  /** A result that comes late or twice is ignored. A socket's come in order: only a restored gateway goes back. */
  function take(/** @type {any} */ order, isInOrder = false) {
    if (isOver || !order || order.version === seenVersion) return;
    if (order.version < seenVersion && !isInOrder) return;
    seenVersion = order.version;
    onOrder(order);
  }

  function end(/** @type {string | null} */ reason) {
    if (isOver) return;
    isOver = true;
    hangUp();
    onEnd(reason);
  }

  function connect() {
    if (isOver) return;
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
    const send = (/** @type {object} */ message) => socket.send(JSON.stringify(message));
    let isLive = false;
    let isClosed = false;
    /** @type {ReturnType<typeof setTimeout>} */
    let alarm;

    // A phone's network goes without a word. So silence is asked about, and who does not answer is given up; `close`
    // alone could wait for minutes.
    function expectNews(/** @type {() => void} */ otherwise, /** @type {number} */ afterMs) {
      clearTimeout(alarm);
      alarm = setTimeout(otherwise, afterMs);
    }
    function probe() {
      send({ type: 'ping' });
      expectNews(giveUp, silenceMaxMs);
    }
    function giveUp() {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(alarm);
      socket.close();
      if (isOver) return;
      failuresCount = isLive ? 0 : failuresCount + 1;
      void comeBack();
    }
    hangUp = giveUp;
    expectNews(giveUp, silenceMaxMs);

    socket.onopen = () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    socket.onmessage = (/** @type {{ data: string }} */ { data }) => {
      if (isClosed) return;
      expectNews(probe, pingEveryMs);
      const { type, payload } = JSON.parse(data);
      if (type === 'connection_ack') {
        isLive = true;
        const variables = { orderId, afterVersion: seenVersion };
        send({ id: '1', type: 'subscribe', payload: { query: operations.orderStatus, variables } });
      }
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'next' && payload.errors === undefined) take(payload.data.orderStatus, true);
      if (type === 'next' && payload.errors !== undefined) giveUp();
      if (type === 'complete') end(null);
      if (type === 'error') {
        const code = payload[0]?.extensions?.code;
        if (passing.has(code)) giveUp();
        // Refused, e.g. NOT_FOUND: this token, or this order, will not do.
        else end(code ?? 'BAD_REQUEST');
      }
    };
    socket.onerror = () => {};
    socket.onclose = (/** @type {{ code: number }} */ { code }) => {
      // 4403: the token is wrong or has ended. Other closes pass: 1012 is a gateway that restarts.
      if (code === 4403) end('UNAUTHENTICATED');
      giveUp();
    };
  }

  async function comeBack() {
    if (failuresCount >= failuresMax) await ask().catch(() => {});
    // At a random moment: a gateway that restarts had many watchers.
    const waitMs = failuresCount < failuresMax ? 1_000 * Math.random() : askEveryMs * (0.5 + Math.random());
    setTimeout(connect, waitMs);
  }

  /** Where no WebSocket opens, a proxy may be in the way. An ordinary request passes everywhere. */
  async function ask() {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: operations.order, variables: { by: { id: orderId } } }),
    });
    const { data } = await response.json();
    take(data?.order);
    if (atRest.has(data?.order?.status)) end(null);
  }

  connect();
  return () => {
    isOver = true;
    hangUp();
  };
}
