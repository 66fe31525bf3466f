import type { Money } from '../model/money.ts';
import type { PayChannel } from '../model/pay-channels.ts';
import { isQris } from '../model/pay-channels.ts';
import { crc16 } from './qr-checksum.ts';
import { randomDigits } from './reference-no.ts';

/** The code a payer types or scans: a virtual account or outlet number of 16 digits, or a QRIS payload. */
export function newPaymentCode(channel: PayChannel, order: { amount: Money; referenceNo: string }): string {
  if (isQris(channel)) return qrisPayload(order);
  return `${channel.prefix ?? ''}${randomDigits(12)}`;
}

/**
 * A dynamic merchant-presented QR of the EMVCo specification as QRIS profiles it: tag, length, value, and a
 * checksum that scanners verify. Shop, city and acquirer are invented; the amount and the order are real.
 */
function qrisPayload(order: { amount: Money; referenceNo: string }): string {
  const account = tag('00', 'ID.DANA.WWW') + tag('01', `9360091530${randomDigits(9)}`) + tag('03', 'UME');
  const national = tag('00', 'ID.CO.QRIS.WWW') + tag('02', `ID20${randomDigits(11)}`) + tag('03', 'UME');
  const unsealed = [
    tag('00', '01'),
    tag('01', '12'),
    tag('26', account),
    tag('51', national),
    tag('52', '5732'),
    tag('53', '360'),
    tag('54', order.amount.value),
    tag('58', 'ID'),
    tag('59', 'Simulated Shop'),
    tag('60', 'Jakarta'),
    tag('61', '10110'),
    tag('62', tag('05', order.referenceNo.slice(-25))),
    '6304',
  ].join('');
  return unsealed + crc16(unsealed);
}

function tag(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
}
