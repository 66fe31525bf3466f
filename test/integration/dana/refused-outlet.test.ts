import { describe, expect, it } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { anOrder, details } from '../../unit/dana/orders.ts';
import { answerWith } from './dana-server.ts';
import { setProviderStage } from './provider-stage.ts';

const { provider, server } = setProviderStage();

const minuteMs = 60_000;
const accepted = answerWith({ responseCode: '2005400', responseMessage: 'Successful' });
const invalidMerchant = answerWith({
  responseCode: '4045408',
  responseMessage: 'Invalid Merchant',
  additionalInfo: { debugMessage: 'DIVISION_NOT_EXIST:d-1' },
});
type Named = { readonly externalStoreId?: string; readonly subMerchantId?: string };

/** A provider, its clock, and Create Order for an order that names this store and division, answered so. */
function open() {
  let nowMs = 0;
  const dana = provider({ elapsedMs: () => nowMs });
  return {
    wait: (ms: number) => {
      nowMs += ms;
    },
    create(named: Named, answer: typeof accepted) {
      server().behave(answer);
      return dana.createOrder(dana.writeCreateRequest(anOrder(named), details()));
    },
    consult(externalStoreId: string | null, answer: typeof accepted) {
      server().behave(answer);
      return dana.listPaymentOptions({ amount: rupiah(7_500_000n), externalStoreId });
    },
  };
}

const declined = { kind: 'declined', reason: 'OTHER', responseCode: '4045408' };
const ourFault = { kind: 'unknown', isOurFault: true };

describe('4045408 for an order', () => {
  it.each<Named>([
    { subMerchantId: 'd-1' },
    { externalStoreId: 's-1' },
    { externalStoreId: 's-1', subMerchantId: 'd-1' },
  ])('declines it if it names %j and an order without it was accepted within ten minutes', async (named) => {
    const { create, wait } = open();
    await create({}, accepted);
    wait(10 * minuteMs);
    expect(await create(named, invalidMerchant)).toEqual({
      ...declined,
      responseMessage: 'Invalid Merchant',
      debugMessage: 'DIVISION_NOT_EXIST:d-1',
    });
  });

  it('declines it also if the accepted order was one of another store', async () => {
    const { create } = open();
    await create({ externalStoreId: 's-2' }, accepted);
    expect(await create({ externalStoreId: 's-1' }, invalidMerchant)).toMatchObject(declined);
  });

  it.each<[string, Named, Named, number]>([
    ['names no store or division of its own', {}, {}, 0],
    [
      'was preceded by an accepted one of the same store only',
      { externalStoreId: 's-1' },
      { externalStoreId: 's-1' },
      0,
    ],
    [
      'shares its store with the accepted one',
      { externalStoreId: 's-1' },
      { externalStoreId: 's-1', subMerchantId: 'd-1' },
      0,
    ],
    ['comes too long after the accepted one', {}, { subMerchantId: 'd-1' }, 10 * minuteMs + 1],
  ])('is a fault of ours if the order %s', async (_, before, named, waitMs) => {
    const { create, wait } = open();
    await create(before, accepted);
    wait(waitMs);
    expect(await create(named, invalidMerchant)).toMatchObject({
      ...ourFault,
      reason: 'HTTP 404 with 4045408 Invalid Merchant (DIVISION_NOT_EXIST:d-1)',
    });
  });

  it('is a fault of ours while nothing was accepted', async () => {
    const { create } = open();
    expect(await create({ subMerchantId: 'd-1' }, invalidMerchant)).toMatchObject(ourFault);
    expect(await create({}, invalidMerchant)).toMatchObject(ourFault);
    expect(await create({ subMerchantId: 'd-1' }, invalidMerchant)).toMatchObject(ourFault);
  });

  it('for payment options goes by accepted payment options alike', async () => {
    const { consult, create } = open();
    const unknownStore = answerWith({ responseCode: '4040008', responseMessage: 'Invalid Merchant' });
    await create({}, accepted);
    expect(await consult('s-1', unknownStore)).toMatchObject(ourFault);
    await consult(null, answerWith({ responseCode: '2005700', paymentInfos: [] }));
    expect(await consult('s-1', unknownStore)).toMatchObject({ kind: 'declined', reason: 'OTHER' });
  });
});

describe('debugMessage', () => {
  it.each([
    ['sandbox', 'true'],
    ['production', undefined],
  ] as const)('is asked for in %s: X-Debug-Mode %s', async (environment, header) => {
    server().behave(accepted);
    const dana = provider({ environment });
    await dana.createOrder(dana.writeCreateRequest(anOrder(), details()));
    expect(server().received[0]?.headers['x-debug-mode']).toBe(header);
    expect(server().received[0]?.isSigned).toBe(true);
  });

  it.each([
    [`first\nsecond\u202e\0\u200b`, 'first second'],
    ['\ud83d'.repeat(2), undefined],
    ['x'.repeat(5_000), 'x'.repeat(300)],
    [`${'x'.repeat(299)}😀`, 'x'.repeat(299)],
    ['', undefined],
    [7, undefined],
    [{ toString: 'x' }, undefined],
  ])('of %j is bounded and printable', async (debugMessage, kept) => {
    const { create } = open();
    const refused = {
      responseCode: '4035405',
      responseMessage: 'Do\tNot Honor',
      additionalInfo: { debugMessage },
    };
    const answer = await create({}, answerWith(refused));
    expect(answer).toEqual({
      kind: 'declined',
      reason: 'OTHER',
      responseCode: '4035405',
      responseMessage: 'Do Not Honor',
      ...(kept === undefined ? {} : { debugMessage: kept }),
    });
  });

  it.each(['x', [], 7, null])('is none if additionalInfo is %j', async (additionalInfo) => {
    const { create } = open();
    const refused = { responseCode: '4035405', responseMessage: 'Do Not Honor', additionalInfo };
    expect(await create({}, answerWith(refused))).not.toHaveProperty('debugMessage');
  });
});
