import type {
  CancelOrderRequest,
  CreateOrderByRedirectRequest,
  RefundOrderRequest,
} from 'dana-node/payment_gateway/v1';
import { PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import { Configuration } from 'dana-node/runtime';
import type { ConfiguredWorld } from './configured-world.ts';

/**
 * DANA's own SDK, connected to the world's DANA and signing as its merchant: other software of the merchant
 * uses it.
 */
class Portal extends PaymentGatewayApi {
  constructor({ environment, partner }: ConfiguredWorld, url: string) {
    const { partnerId } = partner;
    super({ partnerId, privateKey: environment.PRIVATE_KEY ?? '', origin: 'https://portal', env: 'sandbox' });
    this.configuration = new Configuration({ basePath: url });
  }
}

/** What the merchant's people do at DANA without the gateway. Every method throws if DANA declines. */
export function openMerchantPortal(world: ConfiguredWorld) {
  const portal = new Portal(world, world.line.url);
  const { merchantId } = world.partner;
  const idr = (value: string) => ({ value, currency: 'IDR' });

  return {
    /**
     * Creates an order that the gateway does not know; DANA sends its notifications to the gateway
     * nevertheless.
     */
    async order(partnerReferenceNo: string, amount: string): Promise<void> {
      const request = {
        partnerReferenceNo,
        merchantId,
        amount: idr(amount),
        urlParams: [
          { url: 'https://shop.example/thanks', type: 'PAY_RETURN', isDeeplink: 'N' },
          { url: `${world.gateway.url}/v1.0/debit/notify`, type: 'NOTIFICATION', isDeeplink: 'N' },
        ],
        additionalInfo: {
          order: { orderTitle: 'Made elsewhere', scenario: 'REDIRECT' },
          mcc: '5732',
          envInfo: { sourcePlatform: 'IPG', terminalType: 'SYSTEM', orderTerminalType: 'WEB' },
        },
      };
      await portal.createOrder(request as CreateOrderByRedirectRequest);
    },

    async refund(originalPartnerReferenceNo: string, amount: string): Promise<void> {
      const partnerRefundNo = `portal-${originalPartnerReferenceNo}`;
      const refundAmount = idr(amount);
      const request = { merchantId, originalPartnerReferenceNo, partnerRefundNo, refundAmount };
      await portal.refundOrder({ ...request, reason: 'by hand' } as RefundOrderRequest);
    },

    async cancel(originalPartnerReferenceNo: string): Promise<void> {
      await portal.cancelOrder({ merchantId, originalPartnerReferenceNo } as CancelOrderRequest);
    },
  };
}
