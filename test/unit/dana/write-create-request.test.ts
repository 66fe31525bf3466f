import { describe, expect, it } from 'vitest';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { anOrder, details, merchant } from './orders.ts';

const written = (...args: Partial<Parameters<typeof writeCreateRequest>>) =>
  JSON.parse(writeCreateRequest(args[0] ?? anOrder(), args[1] ?? details(), args[2] ?? merchant));

describe('Create Order on DANA’s hosted page', () => {
  it('is a REDIRECT request without payOptionDetails, and says nothing that was not given', () => {
    const order = anOrder({ expiresAt: new Date('2026-01-15T03:30:00.500Z') });
    expect(written(order)).toEqual({
      partnerReferenceNo: 'ord-20260115-0001',
      merchantId: '216620000000000000001',
      amount: { value: '75000.00', currency: 'IDR' },
      validUpTo: '2026-01-15T10:30:00+07:00',
      urlParams: [
        { url: 'https://shop.example/return', type: 'PAY_RETURN', isDeeplink: 'N' },
        { url: 'https://pay.example/v1.0/debit/notify', type: 'NOTIFICATION', isDeeplink: 'N' },
      ],
      additionalInfo: {
        mcc: '5732',
        envInfo: { sourcePlatform: 'IPG', terminalType: 'SYSTEM', orderTerminalType: 'WEB' },
        order: { orderTitle: 'Two tickets', scenario: 'REDIRECT' },
      },
    });
  });

  it('names the methods that must not be offered, joined by commas', () => {
    expect(written(anOrder(), details({ disabledPayMethods: ['CARD', 'BALANCE'] })).disabledPayMethods).toBe(
      'CARD,BALANCE',
    );
  });
});

describe('Create Order with a method chosen here', () => {
  it.each([
    ['BALANCE', null, null],
    ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BRI', null],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_QRIS', null],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_GOPAY', '08123456789'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_OVO', '08123456789'],
    ['CARD', 'NETWORK_PAY_PG_CARD', '08123456789'],
    ['NETWORK_PAY', 'NETWORK_PAY_PC_INDOMARET', null],
    ['SOMETHING_NEW', 'SOMETHING_NEW_X', null],
  ])('%s %s is an API request with one detail of the full amount', (payMethod, payOption, phoneNumber) => {
    const request = written(anOrder({ payMethod, payOption }), details({ phoneNumber }));
    expect(request.payOptionDetails).toEqual([
      {
        payMethod,
        payOption: payOption ?? '',
        transAmount: { value: '75000.00', currency: 'IDR' },
        ...(phoneNumber === null ? {} : { additionalInfo: { phoneNumber } }),
      },
    ]);
    expect(request.additionalInfo.order.scenario).toBe('API');
  });
});

describe('what Create Order may carry', () => {
  it('the payer’s device, but no IP address that DANA has no room for', () => {
    const envInfo = (clientIp: string) =>
      written(anOrder(), details({ terminal: 'APP', clientIp })).additionalInfo.envInfo;
    expect(envInfo('203.0.113.7')).toEqual({
      sourcePlatform: 'IPG',
      terminalType: 'SYSTEM',
      orderTerminalType: 'APP',
      clientIp: '203.0.113.7',
    });
    expect(envInfo('2001:db8::7').clientIp).toBe('2001:db8::7');
    expect(envInfo('2001:0db8:0000:0000:0000:0000:0000:0007')).not.toHaveProperty('clientIp');
  });

  it.each([
    ['https://shop.example/thanks', false, 'N'],
    ['shopapp://thanks', true, 'Y'],
  ])('a return address of its own: %s', (returnUrl, isDeeplink, flag) => {
    expect(written(anOrder(), details({ returnUrl, isDeeplink })).urlParams[0]).toEqual({
      url: returnUrl,
      type: 'PAY_RETURN',
      isDeeplink: flag,
    });
  });

  it('the merchant’s default return address, also where that is an app', () => {
    expect(written(anOrder(), details(), { ...merchant, returnUrl: 'shopapp://back' }).urlParams[0]).toEqual({
      url: 'shopapp://back',
      type: 'PAY_RETURN',
      isDeeplink: 'Y',
    });
  });

  it('shop and division: the order’s own, else the merchant’s', () => {
    const configured = { ...merchant, externalStoreId: 'store-1', subMerchantId: 'div-1' };
    expect(written(anOrder(), details(), configured)).toMatchObject({
      externalStoreId: 'store-1',
      subMerchantId: 'div-1',
    });
    const own = anOrder({ externalStoreId: 'store-2', subMerchantId: 'div-2' });
    expect(written(own, details(), configured)).toMatchObject({
      externalStoreId: 'store-2',
      subMerchantId: 'div-2',
    });
  });

  it('buyer, goods, shipping, memo and transaction type, in DANA’s words', () => {
    const order = anOrder({
      goods: [
        {
          merchantGoodsId: 'g-1',
          name: 'Ticket',
          description: 'One seat',
          category: 'EVENT',
          price: rupiah(3_750_000n),
          unit: 'piece',
          quantity: '2',
          merchantShippingId: 's-1',
          snapshotUrl: null,
        },
      ],
    });
    const shipping = {
      merchantShippingId: 's-1',
      trackingNo: null,
      carrier: 'JNE',
      chargeAmount: rupiah(900_000n),
      countryName: 'Indonesia',
      stateName: 'DKI Jakarta',
      cityName: 'Jakarta',
      areaName: null,
      address1: 'Jl. Sudirman 1',
      address2: null,
      firstName: 'Sri',
      lastName: 'Rahayu',
      mobileNo: '0812',
      phoneNo: null,
      zipCode: '10110',
      email: null,
      faxNo: null,
    };
    const buyer = { externalUserType: 'SHOP', externalUserId: 'u-1', nickname: null, userId: null };
    const request = written(
      order,
      details({ buyer, shipping: [shipping], memo: 'Gate 4', merchantTransType: 'EVENT' }),
    );
    expect(request.additionalInfo.order).toEqual({
      orderTitle: 'Two tickets',
      merchantTransType: 'EVENT',
      buyer: { externalUserType: 'SHOP', externalUserId: 'u-1' },
      goods: [
        {
          merchantGoodsId: 'g-1',
          name: 'Ticket',
          description: 'One seat',
          category: 'EVENT',
          price: { value: '37500.00', currency: 'IDR' },
          unit: 'piece',
          quantity: '2',
          merchantShippingId: 's-1',
        },
      ],
      shippingInfo: [
        {
          merchantShippingId: 's-1',
          carrier: 'JNE',
          chargeAmount: { value: '9000.00', currency: 'IDR' },
          countryName: 'Indonesia',
          stateName: 'DKI Jakarta',
          cityName: 'Jakarta',
          address1: 'Jl. Sudirman 1',
          firstName: 'Sri',
          lastName: 'Rahayu',
          mobileNo: '0812',
          zipCode: '10110',
        },
      ],
      orderMemo: 'Gate 4',
      scenario: 'REDIRECT',
    });
  });
});

describe('the stored body', () => {
  it('may expire by a clock that is far ahead of the machine’s', () => {
    const expiresAt = new Date(Date.now() + 40 * 24 * 60 * 60_000);
    expect(() => writeCreateRequest(anOrder({ expiresAt }), details(), merchant)).not.toThrow();
  });

  it.each([
    ['a title that is too long', { title: 'x'.repeat(65) }, {}, /orderTitle/],
    ['a reference that is too long', { partnerReferenceNo: 'x'.repeat(65) }, {}, /partnerReferenceNo/],
    [
      'methods that do not fit into 64 characters',
      {},
      {
        disabledPayMethods: ['DIRECT_DEBIT_CREDIT_CARD', 'DIRECT_DEBIT_DEBIT_CARD', 'VIRTUAL_ACCOUNT', 'OTC'],
      },
      /disabledPayMethods/,
    ],
  ])('is not written where the SDK would refuse it later: %s', (_, about, more, reason) => {
    expect(() => writeCreateRequest(anOrder(about), details(more), merchant)).toThrow(reason);
  });
});
