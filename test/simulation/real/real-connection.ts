import type { KeyObject } from 'node:crypto';
import { createDanaApi } from '../../../src/dana/calls/api.ts';
import { callLimits } from '../../../src/dana/calls/call-guard.ts';
import { createPaymentProvider } from '../../../src/dana/payment-provider.ts';
import type { PaymentProvider } from '../../../src/use-cases/ports/payment-provider.ts';
import { silentLog } from '../../support/silent-log.ts';
import { merchantId } from '../dana/notifications.ts';
import type { Faults } from '../world/faults.ts';
import type { Activity } from './activity.ts';

export interface RealConnectionNeeds {
  readonly privateKey: KeyObject;
  readonly partnerId: string;
  readonly danaUrl: string;
  readonly notifyUrl: string;
  readonly faults: Faults;
  readonly activity: Activity;
}

/** While DANA does not answer, new work waits only this long in real time, so that a world does not stand still. */
const limits = { ...callLimits, openMs: 100, pauseMs: 100 };

/**
 * The real PaymentProvider, with signing and HTTP, over a network that loses, duplicates and corrupts what it
 * carries.
 */
export function createRealConnection(needs: RealConnectionNeeds): PaymentProvider {
  const { privateKey, faults, activity } = needs;

  async function carry(...input: Parameters<typeof fetch>): Promise<Response> {
    if (faults.strikes('call lost')) throw new TypeError('no connection');
    if (faults.strikes('key refused'))
      return Response.json({ responseCode: '4010000', responseMessage: 'Unauthorized' }, { status: 401 });
    if (faults.strikes('error before commit')) return new Response('<html>', { status: 502 });
    const response = await fetch(...input);
    if (faults.strikes('call doubled')) await (await fetch(...input)).arrayBuffer();
    if (faults.strikes('error after commit')) return new Response('<html>', { status: 502 });
    if (faults.strikes('answer lost')) throw new TypeError('the connection broke');
    return response;
  }

  const api = createDanaApi({
    partnerId: needs.partnerId,
    privateKey,
    origin: 'https://shop.example',
    environment: 'sandbox',
    baseUrl: needs.danaUrl,
    fetch: carry,
  });
  return createPaymentProvider({
    // The signature, which the thread pool makes before anything is sent, is work under way too.
    api: { ...api, call: (...input) => activity.track(api.call(...input)) },
    merchant: {
      merchantId,
      subMerchantId: null,
      externalStoreId: 'store-1',
      mcc: '5732',
      returnUrl: 'https://shop.example/return',
      notifyUrl: needs.notifyUrl,
    },
    log: silentLog,
    limits,
  });
}
