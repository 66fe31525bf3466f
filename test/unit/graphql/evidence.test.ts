import { describe, expect, test } from 'vitest';
import { danaActor } from '../../../src/domain/actor.ts';
import type { OrderEvent, OrderFact } from '../../../src/domain/order-event.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { maskedBody } from '../../../src/graphql/support/masked-body.ts';
import type { FactEvidence, NotificationEvidence } from '../../../src/use-cases/ports/people/evidence.ts';
import { approver } from '../../support/actors.ts';
import { run } from '../../support/graphql-execution.ts';
import { anOrder, minute } from '../../support/orders.ts';

const order = anOrder({ status: 'PAID' });
const event = (fact: OrderFact, source: OrderEvent['source']): OrderEvent => ({
  id: 'evt_00000000-0000-4000-8000-0000000000e1',
  orderId: order.id,
  version: 2,
  occurredAt: minute(5),
  status: 'PAID',
  source,
  actor: danaActor,
  fact,
});
const notification: NotificationEvidence = {
  receivedAt: minute(5),
  timestamp: '2026-01-15T10:05:00+07:00',
  keyFingerprint: 'SHA256:dana',
  latestTransactionStatus: '00',
  replayCount: 2,
  bodyHash: 'ab',
  body: '{"latestTransactionStatus":"00","additionalInfo":{"phone":"081234567890"}}',
};
const paid: OrderFact = { type: 'PAID', referenceNo: null, paidAt: minute(4), paidWith: [] };
const declined: OrderFact = {
  type: 'CANCELLATION_DECLINED',
  reason: 'TOO_LATE',
  responseCode: '4035700',
  responseMessage: 'Transaction Expired',
};

async function read(fields: string, facts: readonly FactEvidence[]) {
  const { data, errors } = await run(
    `{ order(by: { id: "${globalId('Order', order.id)}" }) { evidence { ${fields} } } }`,
    {
      useCases: {
        findOrder: async () => order,
        listEvidence: async () => ({
          items: facts.map((item, index) => ({ cursor: String(index), item })),
          hasNextPage: false,
          hasPreviousPage: false,
        }),
        listSettlementSources: async () => [
          {
            line: {
              lineNo: 7,
              key: 'k',
              type: 'ACQUIRING_ORDER',
              batchNo: 'b',
              transactionId: 't',
              referenceNo: null,
              merchantId: 'm',
              settledAt: minute(60),
              occurredAt: minute(5),
              partnerReferenceNo: order.partnerReferenceNo,
              requestId: null,
              payMethod: 'BALANCE',
              gross: 7_500_000n,
              commission: 0n,
              serviceTax: 0n,
              withholdingTax: 0n,
              net: 7_400_000n,
            },
            file: {
              id: 'i',
              fileName: 'MERCHANT_SETTLEMENT.csv',
              fileHash: 'cd',
              importedAt: minute(90),
              actor: approver,
            },
          },
        ],
      },
    },
  );
  expect(errors).toBeUndefined();
  const { order: read } = data as { order: { evidence: unknown } };
  return read.evidence;
}

describe('the evidence of an order', () => {
  test('shows the notification behind a fact, what it says in words, and the key that verified it', async () => {
    const fields = `facts { nodes { event { type source } danaCode { code meaning(language: ID) message }
      notification { receivedAt signedTimestamp keyFingerprint bodyHash body replayCount } } }`;
    expect(await read(fields, [{ event: event(paid, 'FINISH_NOTIFY'), notification }])).toEqual({
      facts: {
        nodes: [
          {
            event: { type: 'PAID', source: 'FINISH_NOTIFY' },
            danaCode: { code: '00', meaning: 'Pembayaran berhasil.', message: null },
            notification: {
              receivedAt: '2026-01-15T10:05:00+07:00',
              signedTimestamp: '2026-01-15T10:05:00+07:00',
              keyFingerprint: 'SHA256:dana',
              bodyHash: 'ab',
              body: '{"latestTransactionStatus":"00","additionalInfo":{"phone":"[masked]"}}',
              replayCount: 2,
            },
          },
        ],
      },
    });
  });

  test('shows the code with which DANA declined, and its meaning', async () => {
    const fields = 'facts { nodes { danaCode { code meaning message } notification { body } } }';
    const evidence = { event: event(declined, 'CANCEL_ANSWER'), notification: null };
    expect(await read(fields, [evidence])).toEqual({
      facts: {
        nodes: [
          {
            danaCode: {
              code: '4035700',
              meaning: 'The time in which DANA allows it is over.',
              message: 'Transaction Expired',
            },
            notification: null,
          },
        ],
      },
    });
  });

  test('names the file and the line in which DANA settled the order', async () => {
    const fields = 'settlementLines { type net { value } fileName fileHash lineNo importedBy { name } }';
    expect(await read(fields, [])).toEqual({
      settlementLines: [
        {
          type: 'ACQUIRING_ORDER',
          net: { value: '74000.00' },
          fileName: 'MERCHANT_SETTLEMENT.csv',
          fileHash: 'cd',
          lineNo: 7,
          importedBy: { name: approver.name },
        },
      ],
    });
  });
});

describe('a masked body', () => {
  test.each([
    [
      '{ "amount" : {"value":"1.00", "currency":"IDR"}\n}',
      '{ "amount" : {"value":"1.00", "currency":"IDR"}\n}',
    ],
    [
      '{"buyer":{"phone":62812,"isMale":true,"none":null,"no":""}}',
      '{"buyer":{"phone":"[masked]","isMale":"[masked]","none":null,"no":""}}',
    ],
    [
      '{"payOptionInfos":[{"payMethod":"BALANCE"},{"card":["4111","x"]}],"payMethod":"A"}',
      '{"payOptionInfos":[{"payMethod":"BALANCE"},{"card":["[masked]","[masked]"]}],"payMethod":"A"}',
    ],
    [
      '{"payMethod":"A","x":["b","c"],"value":"1"}',
      '{"payMethod":"A","x":["[masked]","[masked]"],"value":"1"}',
    ],
    ['{"payMethod":["A","B"],"y":1}', '{"payMethod":["A","B"],"y":"[masked]"}'],
    [
      '{"\\u0076alue":"1","additionalInfo":"{\\"value\\":\\"0812\\"}"}',
      '{"\\u0076alue":"1","additionalInfo":"[masked]"}',
    ],
    ['{"a":"x\\":\\"value\\":\\"0812"}', '{"a":"[masked]"}'],
    ['not json 081234567890', '[masked]'],
  ])('%s', (body, shown) => {
    expect(maskedBody(body)).toBe(shown);
  });

  test('of 16 KB is masked as a whole', () => {
    const hostile = `{"a":[${'"\\\\",'.repeat(2_700)}1]}`;
    expect(maskedBody(hostile)).toHaveLength(hostile.length + 2_700 * 6 + '"[masked]"'.length - 1);
  });
});
