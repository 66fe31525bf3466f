import { describe, expect, it } from 'vitest';
import { type DanaOperation, meaningOf, responseCodes } from '../../../src/dana/response-codes.ts';

/** Every code of DANA's API reference and UAT suite with a message as DANA writes it, and what it must mean. */
const expectations: Record<DanaOperation, readonly (readonly [string, string, string])[]> = {
  consultPay: [
    ['2005700', 'Successful', 'accepted'],
    ['2000000', 'Successful', 'accepted'],
    ['4000000', 'Bad Request', 'ours'],
    ['4000001', 'Invalid Field Format', 'ours'],
    ['4000001', 'Invalid Field Format amount', 'OTHER'],
    ['4000002', 'Invalid Mandatory Field X-TIMESTAMP', 'ours'],
    ['4000002', 'Invalid Mandatory Field amount', 'OTHER'],
    ['4010000', 'Unauthorized. Invalid Signature', 'ours'],
    ['4030005', 'Do Not Honor', 'OTHER'],
    ['4030015', 'Transaction Not Permitted', 'OTHER'],
    ['4040008', 'Invalid Merchant', 'byOutlet'],
    ['4290000', 'Too Many Requests', 'unknown'],
    ['5000000', 'General Error', 'unknown'],
  ],
  createOrder: [
    ['2005400', 'Successful', 'accepted'],
    ['4005400', 'Bad Request', 'ours'],
    ['4005401', 'Invalid Field Format amount', 'OTHER'],
    ['4005401', 'Invalid Field Format X-TIMESTAMP', 'ours'],
    ['4005402', 'Invalid Mandatory Field externalStoreId', 'OTHER'],
    ['4005402', 'Invalid Mandatory Field X-SIGNATURE', 'ours'],
    ['4005402', 'Invalid Mandatory Field X-PARTNER-ID', 'ours'],
    ['4015400', 'Unauthorized. Invalid Signature', 'ours'],
    ['4035402', 'Exceeds Transaction Amount Limit', 'OTHER'],
    ['4035405', 'Do Not Honor', 'OTHER'],
    ['4035415', 'Transaction Not Permitted', 'OTHER'],
    ['4045408', 'Invalid Merchant', 'byOutlet'],
    ['4045418', 'Inconsistent Request', 'INCONSISTENT_REQUEST'],
    ['4295400', 'Too Many Requests', 'unknown'],
    ['5005400', 'General Error', 'unknown'],
    ['5005401', 'Internal Server Error', 'unknown'],
  ],
  queryPayment: [
    ['2005500', 'Successful', 'accepted'],
    ['4005500', 'Bad Request', 'ours'],
    ['4005501', 'Invalid Field Format X-TIMESTAMP', 'ours'],
    ['4005502', 'Invalid Mandatory Field X-TIMESTAMP', 'ours'],
    ['4015500', 'Unauthorized. Invalid Signature', 'ours'],
    ['4015501', 'Invalid Token (B2B)', 'ours'],
    ['4045501', 'Transaction Not Found', 'NOT_FOUND'],
    ['4295500', 'Too Many Requests', 'unknown'],
    ['5005500', 'General Error', 'unknown'],
    ['5005501', 'Internal Server Error', 'unknown'],
  ],
  cancelOrder: [
    ['2005700', 'Success', 'accepted'],
    ['2025700', 'Request In Progress', 'inProgress'],
    ['4005700', 'Bad Request', 'ours'],
    ['4005701', 'Invalid Field Format reason', 'OTHER'],
    ['4005702', 'Invalid Mandatory Field X-TIMESTAMP', 'ours'],
    ['4015700', 'Unauthorized. Invalid Signature', 'ours'],
    ['4015701', 'Invalid Token', 'ours'],
    ['4035700', 'Transaction Expired', 'TOO_LATE'],
    ['4035705', 'Do Not Honor', 'OTHER'],
    ['4035714', 'Insufficient Funds', 'INSUFFICIENT_MERCHANT_BALANCE'],
    ['4035715', 'Transaction Not Permitted', 'NOT_PERMITTED'],
    ['4045700', 'Invalid Transaction Status', 'INVALID_STATUS'],
    ['4045701', 'Transaction Not Found', 'NOT_FOUND'],
    ['4045708', 'Invalid Merchant', 'ours'],
    ['4295700', 'Too Many Requests', 'unknown'],
    ['5005700', 'General Error', 'unknown'],
    ['5005701', 'Internal Server Error', 'unknown'],
  ],
  refundOrder: [
    ['2005800', 'Successful', 'accepted'],
    ['2025800', 'Request In Progress', 'inProgress'],
    ['4005800', 'Bad Request', 'ours'],
    ['4005801', 'Invalid Field Format refundAmount', 'OTHER'],
    ['4005802', 'Invalid Mandatory Field X-SIGNATURE', 'ours'],
    ['4005802', 'Invalid Mandatory Field partnerRefundNo', 'OTHER'],
    ['4015800', 'Unauthorized. Invalid Signature', 'ours'],
    ['4015801', 'Invalid Token', 'ours'],
    ['4035802', 'Exceeds Transaction Amount Limit', 'OTHER'],
    ['4035814', 'Insufficient Funds', 'INSUFFICIENT_MERCHANT_BALANCE'],
    ['4035815', 'Transaction Not Permitted', 'NOT_PERMITTED'],
    ['4045800', 'Invalid Transaction Status', 'INVALID_STATUS'],
    ['4045801', 'Transaction Not Found', 'NOT_FOUND'],
    ['4045808', 'Invalid Merchant', 'ours'],
    ['4045812', 'Invalid Bill', 'NOT_FOUND'],
    ['4045818', 'Inconsistent Request', 'INCONSISTENT_REQUEST'],
    ['4295800', 'Too Many Requests', 'unknown'],
    ['5005800', 'General Error', 'unknown'],
    ['5005801', 'Internal Server Error', 'unknown'],
  ],
};
const operations = Object.keys(expectations) as DanaOperation[];

describe.each(operations)('%s', (operation) => {
  it.each(expectations[operation])('%s %s means %s', (responseCode, responseMessage, meaning) => {
    const httpStatus = Number(responseCode.slice(0, 3));
    expect(meaningOf(operation, { httpStatus, responseCode, responseMessage })).toBe(meaning);
  });

  it('has a row above for every code in the table', () => {
    expect([...new Set(expectations[operation].map(([code]) => code))].sort()).toEqual(
      Object.keys(responseCodes[operation]).sort(),
    );
  });

  it.each(expectations[operation])(
    '%s proves nothing under any other HTTP status',
    (responseCode, responseMessage) => {
      for (const httpStatus of [200, 201, 202, 301, 400, 401, 403, 404, 429, 500, 502]) {
        if (responseCode.startsWith(String(httpStatus))) continue;
        expect(meaningOf(operation, { httpStatus, responseCode, responseMessage })).toBe('unknown');
      }
    },
  );

  it.each([
    [200, '2009999', 'unknown'],
    [202, '2029900', 'inProgress'],
    [400, '4009901', 'unknown'],
    [401, '4019901', 'ours'],
    [403, '4039903', 'unknown'],
    [404, '4049999', 'unknown'],
    [409, '4099901', 'unknown'],
    [429, '4299999', 'unknown'],
    [503, '5039900', 'unknown'],
  ])('takes no unlisted %s (%s) for a refusal', (httpStatus, responseCode, meaning) => {
    expect(
      meaningOf(operation, { httpStatus, responseCode, responseMessage: 'Invalid Field Format amount' }),
    ).toBe(meaning);
  });
});

describe('which 400 refuses the order, and which the caller', () => {
  const rule = (responseMessage: string) =>
    meaningOf('createOrder', { httpStatus: 400, responseCode: '4005401', responseMessage });

  it.each([
    'amount',
    'validUpTo',
    'amount.value',
    'payOptionDetails[0].payOption',
    'additionalInfo.order.goods[2].price.value',
    '{externalStoreId}',
  ])('a body field: %s', (field) => {
    expect(rule(`Invalid Field Format ${field}`)).toBe('OTHER');
    expect(rule(`Invalid Mandatory Field ${field}`)).toBe('OTHER');
  });

  it.each([
    'Invalid Field Format',
    'Invalid Field Format ',
    'Invalid Field Format X-TIMESTAMP',
    'Invalid Field Format x-timestamp',
    'Invalid Field Format timestamp',
    'Invalid Field Format partnerId',
    'Invalid Field Format CHANNEL-ID',
    'Invalid Field Format ORIGIN',
    'Invalid Field Format origin',
    'Invalid Field Format Content-Type',
    'Invalid Field Format amount or X-TIMESTAMP',
    'Bad Request',
    'amount',
    '',
  ])('not clearly a body field: %j', (message) => {
    expect(rule(message)).toBe('ours');
  });
});
