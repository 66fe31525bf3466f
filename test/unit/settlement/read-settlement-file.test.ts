import { expect, test } from 'vitest';
import type { SettlementLine } from '../../../src/domain/settlement/settlement-line.ts';
import { feeGap } from '../../../src/domain/settlement/settlement-line.ts';
import { readSettlementFile } from '../../../src/settlement/read-settlement-file.ts';
import { danaSample } from '../../support/settlement/dana-sample.ts';
import { bytesOf, settlementFile, settlementHeader } from '../../support/settlement/settlement-file.ts';

async function read(text: string, pieceLength?: number): Promise<SettlementLine[]> {
  const lines: SettlementLine[] = [];
  for await (const batch of readSettlementFile(bytesOf(text, pieceLength))) lines.push(...batch);
  return lines;
}

test('DANA’s published sample is read as it is: types give the sign, and every line adds up', async () => {
  const lines = await read(danaSample);
  expect(lines.map(({ type, payMethod, gross, net }) => [type, payMethod, gross, net])).toEqual([
    ['ACQUIRING_ORDER', 'BALANCE', 6_600_000n, 6_553_826n],
    ['VOUCHER_DEDUCTION', 'COUPON_DEALS', -2_000_000n, -2_000_000n],
    ['ACQUIRING_ORDER', 'COUPON_DEALS', 2_000_000n, 2_000_000n],
    ['ACQUIRING_ORDER', 'REBATE', 45_000n, 0n],
    ['REFUND', 'REBATE', -45_000n, -0n],
    ['ACQUIRING_ORDER', 'BALANCE', 50_000n, 49_450n],
    ['CANCEL', 'BALANCE', -50_000n, -49_450n],
    ['ACQUIRING_ORDER', 'BALANCE', 1_014_000n, 1_002_846n],
    ['REFUND', 'BALANCE', -1_014_000n, -1_014_000n],
    ['CAPTURE', 'BALANCE', 4_312_000n, 4_288_284n],
    ['ACQUIRING_ORDER', 'ADJUSTMENT', 2_103_200n, 2_103_200n],
  ]);
  expect(lines.map(feeGap)).toEqual(lines.map(() => 0n));
  expect(lines[8]).toMatchObject({
    lineNo: 10,
    referenceNo: null,
    partnerReferenceNo: 'BL21173R7ENOINV',
    requestId: 'ded25302-33bc-49c0-9564-24a1302ba793',
    settledAt: new Date('2021-12-13T17:00:26Z'),
    occurredAt: new Date('2021-12-12T17:00:26Z'),
  });
});

test('pieces of any length, a byte order mark, CRLF and columns in another order change nothing', async () => {
  const lines = await read(danaSample);
  expect(await read(danaSample, 7)).toEqual(lines);
  expect(await read(`\u{FEFF}${danaSample.replaceAll('\n', '\r\n')}`)).toEqual(lines);
  const turned = danaSample
    .trim()
    .split('\n')
    .map((line) => line.split(';').reverse().join(';'))
    .join('\n');
  const withoutKey = ({ key: _, ...line }: SettlementLine) => line;
  expect((await read(turned)).map(withoutKey)).toEqual(lines.map(withoutKey));
});

test('a merchant’s name may hold quotes, and a semicolon within quotes', async () => {
  const [line] = await read(settlementFile([{}]).replace(';Shop;', ';"Toko; Jaya";'));
  expect(line?.gross).toBe(7_500_000n);
  expect((await read(settlementFile([{}]).replace(';Shop;', ';Toko "Jaya";')))[0]?.gross).toBe(7_500_000n);
});

test.each([
  [
    'a point in an amount',
    [{}, { amount: '75000.00' }],
    'line 3, column TXN_AMOUNT: it must be an amount in cents',
  ],
  ['a sign', [{ type: 'REFUND', net: '-1' }], 'line 2, column SETTLE_AMOUNT'],
  ['19 digits', [{ amount: '1234567890123456789' }], 'line 2, column TXN_AMOUNT'],
  ['another currency', [{ currency: 'USD' }], 'line 2, column TXN_CURRENCY: it must be IDR, and is "USD"'],
  ['an unknown type', [{ type: 'SALE' }], 'line 2, column TXN_TYPE: it must be one of ACQUIRING_ORDER'],
  ['no number of the order', [{ transId: '' }], 'line 2, column MERCHANT_TRANS_ID'],
] as const)('%s is an error that names line and column', async (_, lines, message) => {
  await expect(read(settlementFile(lines))).rejects.toThrow(message);
});

test('a time that is none, a missing column, one that is there twice, a short line and an empty file are errors', async () => {
  const file = settlementFile([{}]);
  await expect(read(file.replace('2026-01-15T10:05:00+07:00', '2026-01-15 10:05:00'))).rejects.toThrow(
    'line 2, column TXN_DATE: it must be an instant',
  );
  await expect(read(file.replace('2026-01-15T10:05:00+07:00', '2026-02-30T10:05:00+07:00'))).rejects.toThrow(
    'line 2, column TXN_DATE',
  );
  await expect(read(file.replace('SETTLE_AMOUNT', 'SETTLED'))).rejects.toThrow(
    'line 1, column SETTLE_AMOUNT: the header does not have this column',
  );
  await expect(read(file.replace('MERCHANT_NAME', 'PAY_METHOD'))).rejects.toThrow('the header has it twice');
  await expect(read(`${file}a;b\n`)).rejects.toThrow('line 3: it has 2 columns, the header 29');
  await expect(read('')).rejects.toThrow('line 1: the file is empty');
  expect(await read(`${settlementHeader}\n`)).toEqual([]);
});

test('a line without end, or a quote, is an error, and not all of the memory', async () => {
  await expect(read(`${settlementHeader}\n${'x'.repeat(100_000)}`)).rejects.toThrow('line 2: it is too long');
  await expect(read(`${settlementHeader}\n"x;y`)).rejects.toThrow('line 2: a quote begins or ends');
});
