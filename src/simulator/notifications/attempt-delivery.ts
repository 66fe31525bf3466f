import type { KeyObject } from 'node:crypto';
import type { Armed } from '../armed-faults.ts';
import type { SimulatorClock } from '../clock.ts';
import type { Attempt, Change, Delivery } from '../ledger/documents.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NotifyFaultName } from '../model/fault-table.ts';
import { parseJsonObject } from '../model/json.ts';
import type { Order } from '../model/order.ts';
import { newPrivateKey } from '../protocol/keys.ts';
import { afterAttempt, postponed, replayOf } from './delivery.ts';
import { notificationContent } from './notification-body.ts';
import { notificationText } from './notification-faults.ts';
import type { Reply, Sender } from './send-request.ts';
import { signedHeaders } from './signed-headers.ts';

export interface AttemptParts {
  ledger: Ledger;
  clock: SimulatorClock;
  key: KeyObject;
  sender: Sender;
}

/** Attempts kept per delivery; older ones are removed so that seven days of failures stay small. */
const attemptsKeptMax = 20;

/**
 * Attempts a delivery once, shaped by its fault if there is one. Returns the changes to commit: the attempts
 * made and the changed deliveries. Never rejects because of the merchant: its failures are recorded.
 */
export async function attemptDelivery(
  parts: AttemptParts,
  order: Order,
  delivery: Delivery,
  fault: Armed<NotifyFaultName> | null,
): Promise<Change[]> {
  const { clock, ledger } = parts;
  const delayMs = fault?.options.delayMs ?? 0;
  if (fault?.fault === 'delay' || fault?.fault === 'reorder')
    return [deliveryChange(postponed(delivery, delayMs, fault.fault === 'reorder', clock.now()))];

  const copyCount = fault?.fault === 'duplicate' ? (fault.options.copies ?? 0) : 0;
  const send = (copyNo: number) => makeAttempt(parts, order, delivery, fault?.fault ?? null, copyNo);
  const attempts = await Promise.all(Array.from({ length: 1 + copyCount }, (_, copyNo) => send(copyNo)));
  const isSuccess = attempts.some((attempt) => attempt.isSuccess);
  const [first] = attempts;
  const count = ledger.deliveriesOf(delivery.orderId).length;
  const replayAt = new Date(clock.now().getTime() + delayMs);
  return [
    ...attempts.map((value): Change => ({ kind: 'attempt', id: value.id, value })),
    ...forgotten(ledger, delivery, attempts.length),
    deliveryChange(afterAttempt(delivery, isSuccess, clock.now())),
    ...(fault?.fault === 'replay-old' && first !== undefined
      ? [deliveryChange(replayOf(delivery, first, replayAt, count))]
      : []),
  ];
}

async function makeAttempt(
  { clock, key, sender }: AttemptParts,
  order: Order,
  delivery: Delivery,
  fault: NotifyFaultName | null,
  copyNo: number,
): Promise<Attempt> {
  const sentAt = clock.now();
  const startedMs = performance.now();
  const text = notificationText(notificationContent(order, delivery), fault);
  const signing = { url: delivery.url, body: text.signed, partnerId: order.partnerId };
  const signer = fault === 'wrong-key' ? await untrustedKey() : key;
  const headers = delivery.replay?.headers ?? (await signedHeaders(signing, signer, sentAt));
  const sent = distortedHeaders(headers, fault);
  const body = delivery.replay?.body ?? text.sent;
  const reply: Reply =
    fault === 'drop'
      ? { kind: 'failed', reason: 'Lost on the way, as the fault says.' }
      : await sender.post(delivery.url, sent, body);
  const attemptNo = delivery.attemptCount + 1;
  return {
    id: `${delivery.id}@${attemptNo}${copyNo === 0 ? '' : `.${copyNo}`}`,
    deliveryId: delivery.id,
    sentAt: sentAt.toISOString(),
    url: delivery.url,
    headers: sent,
    body,
    answer: reply.kind === 'answered' ? { httpStatus: reply.httpStatus, body: reply.body } : null,
    failure: reply.kind === 'failed' ? reply.reason : null,
    fault,
    isSuccess: isAcknowledged(reply),
    tookMs: Math.round(performance.now() - startedMs),
  };
}

/** DANA's rule: only HTTP 200 with a JSON body with responseCode 2005600 ends the retries. */
function isAcknowledged(reply: Reply): boolean {
  if (reply.kind !== 'answered' || reply.httpStatus !== 200) return false;
  return parseJsonObject(reply.body)?.responseCode === '2005600';
}

function forgotten(ledger: Ledger, delivery: Delivery, addedCount: number): Change[] {
  const kept = ledger.attemptsOf(delivery.id);
  const surplusCount = Math.max(0, kept.length + addedCount - attemptsKeptMax);
  return kept.slice(0, surplusCount).map(({ id }) => ({ kind: 'attempt', id, value: null }));
}

function deliveryChange(value: Delivery): Change {
  return { kind: 'delivery', id: value.id, value };
}

function distortedHeaders(
  headers: Record<string, string>,
  fault: NotifyFaultName | null,
): Record<string, string> {
  if (fault === 'no-external-id') {
    const { 'X-External-Id': _left, ...rest } = headers;
    return rest;
  }
  if (fault !== 'lower-case-headers') return headers;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

let untrusted: Promise<KeyObject> | undefined;

/** A key that no merchant trusts, generated on first use. */
function untrustedKey(): Promise<KeyObject> {
  untrusted ??= newPrivateKey();
  return untrusted;
}
