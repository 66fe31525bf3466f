import type { ImportedLine } from '../../../src/domain/settlement/counted-lines.ts';

/** A line as it is read, of a payment of 75000.00 by default; tests name only what they are about. */
export function aLine(attributes: Partial<ImportedLine> = {}): ImportedLine {
  const line = {
    importNumber: 1,
    lineNo: 2,
    type: 'ACQUIRING_ORDER' as const,
    batchNo: 'batch-1',
    transactionId: 'txn-1',
    referenceNo: null,
    merchantId: '2166',
    settledAt: new Date('2026-01-16T03:05:00Z'),
    occurredAt: new Date('2026-01-15T03:05:00Z'),
    partnerReferenceNo: 'ord-1',
    requestId: null,
    payMethod: 'BALANCE',
    gross: 7_500_000n,
    commission: 0n,
    serviceTax: 0n,
    withholdingTax: 0n,
    ...attributes,
  };
  const { importNumber: _, lineNo: __, ...content } = line;
  const net = attributes.net ?? line.gross - line.commission - line.serviceTax;
  const text = Object.values({ ...content, net })
    .map(String)
    .join(';');
  return { ...line, net, key: attributes.key ?? text };
}
