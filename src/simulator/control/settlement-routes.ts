import { returnRefund } from '../model/cancel-and-refund.ts';
import { parseJakarta } from '../model/jakarta-time.ts';
import { type SettlementUnit, wholeMerchant } from '../model/settlement-file.ts';
import { type ControlCall, ControlRefusal, type ControlRoute, findOrder, ok } from './control-route.ts';
import { takeStep } from './order-routes.ts';

/** Routes that fetch DANA's settlement files, and let a refund come back that DANA could not deliver. */
export const settlementRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/simulator/settlement-files',
    run: (call) => ok({ files: call.desk.settlementFiles.list(merchantOf(call)) }),
  },
  {
    method: 'GET',
    path: '/simulator/settlement-files/:day',
    run: (call) => {
      const day = call.names.day ?? '';
      if (parseJakarta(`${day}T00:00:00+07:00`) === null)
        throw new ControlRefusal(400, 'The day is one of the calendar, written 2026-01-15.');
      const file = call.desk.settlementFiles.fetch(merchantOf(call), day, unitOf(call));
      if (file === null) throw new ControlRefusal(404, `${day} is not settled yet: move the clock.`);
      return {
        kind: 'reply',
        httpStatus: 200,
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        },
        body: file.text,
      };
    },
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/return-refund',
    run: (call) =>
      takeStep(
        call,
        call.desk.orders.dispute(findOrder(call), (order) =>
          returnRefund(order, call.request.url.searchParams.get('partnerRefundNo'), call.desk.clock.now()),
        ),
      ),
  },
];

/** The merchant in ?merchantId=, or the only one. */
function merchantOf({ desk, request }: ControlCall): string {
  const wanted = request.url.searchParams.get('merchantId');
  const [first, second] = [...new Set(desk.partners.list().map(({ merchantId }) => merchantId))];
  const merchantId = wanted ?? (second === undefined ? first : undefined);
  if (merchantId === undefined) throw new ControlRefusal(409, 'Add ?merchantId=');
  return merchantId;
}

/** The unit in ?unit=SHOP&unitName=…; by default the whole merchant. */
function unitOf({ request }: ControlCall): SettlementUnit {
  const kind = request.url.searchParams.get('unit') ?? 'MERCHANT';
  const name = request.url.searchParams.get('unitName') ?? '';
  if (kind === 'MERCHANT') return wholeMerchant;
  if ((kind === 'SHOP' || kind === 'DIVISION') && name !== '') return { kind, name };
  throw new ControlRefusal(400, 'unit is MERCHANT, or SHOP or DIVISION with unitName.');
}
