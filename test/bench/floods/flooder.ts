import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** What a flood consists of. */
export interface Flood {
  readonly kind: 'signatures' | 'keys' | 'sockets';
  readonly port: number;
  /** Connections; each sends its next request when the last one was answered, as fast as the gateway answers. */
  readonly connectionsCount: number;
  /** The number of addresses that send, according to the proxy before the gateway; 0: the gateway's own network. */
  readonly addressesCount: number;
}
export type FloodQuestion = { readonly flood: Flood | null };
/** The number of answers since the flood began, by status; over WebSocket by close code. */
export type FloodAnswer = { readonly counts: Readonly<Record<string, number>> };

/**
 * A hostile program. It writes bytes instead of requests, so that it costs the machine less than its target. It
 * does not wait: if an answer does not come at once, it opens another connection. A message with a flood starts
 * it, one without stops it.
 */
const patienceMs = 20;
let generation = 0;
let counts: Record<string, number> = {};
let sentCount = 0;

function count(answer: string): void {
  counts[answer] = (counts[answer] ?? 0) + 1;
}

function addressLine(addressesCount: number): string {
  if (addressesCount === 0) return '';
  const place = sentCount % addressesCount;
  return `X-Forwarded-For: 198.${18 + (place >> 16)}.${(place >> 8) & 255}.${place & 255}\r\n`;
}

const notifyBody = JSON.stringify({
  originalPartnerReferenceNo: 'bench-1',
  originalReferenceNo: '2026011510121481000100166100108380000',
  merchantId: '216620000000000000001',
  amount: { currency: 'IDR', value: '75000.00' },
  latestTransactionStatus: '00',
  additionalInfo: { paymentInfo: { extendInfo: 'x'.repeat(1_000) } },
});
const query = JSON.stringify({ query: '{ orders(first: 1) { nodes { id } } }' });

function post(path: string, lines: string, body: string): string {
  return (
    `POST ${path} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n${lines}\r\n${body}`
  );
}

/** A key of the right form that nobody issued: the gateway must look it up. */
const wrongKey = () => `gsk_test_${randomBytes(32).toString('base64url')}`;

function requestOf({ kind, addressesCount }: Flood): string {
  sentCount += 1;
  const from = addressLine(addressesCount);
  if (kind === 'signatures') {
    const signature = randomBytes(256).toString('base64');
    const at = '2026-01-15T10:00:00+07:00';
    return post(
      '/v1.0/debit/notify',
      `X-Timestamp: ${at}\r\nX-Signature: ${signature}\r\n${from}`,
      notifyBody,
    );
  }
  if (kind === 'keys') return post('/graphql', `Authorization: Bearer ${wrongKey()}\r\n${from}`, query);
  return (
    'GET /graphql HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
    `Sec-WebSocket-Protocol: graphql-transport-ws\r\n${from}\r\n`
  );
}

/** RFC 6455, 5.2: a text frame, masked with zeros. */
function connectionInit(): Buffer {
  const text = JSON.stringify({
    type: 'connection_init',
    payload: { authorization: `Bearer ${wrongKey()}` },
  });
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

/**
 * One connection, replaced by a new one if the gateway ends it. Answers are short, so each arrives in one
 * piece.
 */
function run(flood: Flood, mine: number): void {
  if (mine !== generation) return;
  const socket = connect(flood.port, '127.0.0.1', () => socket.write(requestOf(flood)));
  socket.setNoDelay(true);
  socket.on('data', (bytes: Buffer) => {
    if (mine !== generation) return socket.destroy();
    const status = /^HTTP\/1\.1 (\d{3})/.exec(bytes.toString('latin1', 0, 12))?.[1];
    if (status === '101') return void socket.write(connectionInit());
    if (status !== undefined) count(status);
    else if (bytes[0] === 0x88) count(String(bytes.readUInt16BE(2)));
    if (flood.kind === 'sockets') socket.destroy();
    else socket.write(requestOf(flood));
    return undefined;
  });
  let hasAnswer = false;
  let hasLeft = false;
  socket.on('data', () => {
    hasAnswer = true;
  });
  const leave = setInterval(() => {
    if (!hasAnswer) {
      hasLeft = true;
      count('left');
      socket.destroy();
    }
    hasAnswer = false;
  }, patienceMs);
  socket.on('error', () => count('broken'));
  socket.on('close', () => {
    clearInterval(leave);
    if (!hasAnswer && !hasLeft) count('cut off');
    setImmediate(run, flood, mine);
  });
}

process.on('message', ({ flood }: FloodQuestion) => {
  generation += 1;
  process.send?.({ counts } satisfies FloodAnswer);
  counts = {};
  for (let index = 0; index < (flood?.connectionsCount ?? 0); index += 1) {
    if (flood !== null) run(flood, generation);
  }
});
// A flood must not outlive the process that started it.
process.on('disconnect', () => process.exit());
process.send?.('ready');
