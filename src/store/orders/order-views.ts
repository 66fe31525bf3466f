import type { OrderDetail, ReadOrder } from '../../use-cases/ports/order-reads.ts';
import { readGoods } from '../codec/goods-codec.ts';
import { readPaidWith } from '../codec/paid-with-codec.ts';
import { rowReader } from '../postgres/statement.ts';
import { type OrderRow, orderColumns, readCancellation } from '../rows/order-rows.ts';

const {
  // Details: read only if somebody asks for them.
  goods,
  metadata,
  instruction,
  paidWith,
  // Of the record itself, and of recovery: no view has them.
  contentHash: _contentHash,
  externalStoreId: _externalStoreId,
  subMerchantId: _subMerchantId,
  notFoundAt: _notFoundAt,
  contradictions: _contradictions,
  waitingApprovals: _waitingApprovals,
  dueAt: _dueAt,
  attemptCount: _attemptCount,
  reportNeededAfter: _reportNeededAfter,
  leasedUntil: _leasedUntil,
  lateQueryAt: _lateQueryAt,
  reportedAt: _reportedAt,
  reportedState: _reportedState,
  unansweredAt: _unansweredAt,
  // Read apart.
  askedAt,
  cancellationStatus,
  cancellationRequestedAt,
  cancellationActor,
  cancellationReason,
  ...summaryColumns
} = orderColumns;
const detailColumns = { goods, metadata, instruction, paidWith };
const apartColumns = {
  cancellationStatus,
  cancellationRequestedAt,
  cancellationActor,
  cancellationReason,
  askedAt,
};

/** How views with certain details are read: their columns, and what becomes of a row. */
export interface ViewShape {
  readonly columns: Readonly<Record<string, (typeof orderColumns)[keyof typeof orderColumns]>>;
  read(values: readonly unknown[]): ReadOrder;
}

/** The shape of views with these details, the same for the same details in any order. */
export const viewShape = memoByDetails(makeShape);

/** Makes what `make` makes at most once for each set of details, of which there are sixteen. */
export function memoByDetails<Made>(
  make: (details: readonly OrderDetail[]) => Made,
): (details: readonly OrderDetail[]) => Made {
  const made = new Map<string, Made>();
  return (details) => {
    const key = [...new Set(details)].sort().join();
    let known = made.get(key);
    if (known === undefined) {
      known = make(details);
      made.set(key, known);
    }
    return known;
  };
}

function makeShape(details: readonly OrderDetail[]): ViewShape {
  const chosen = Object.fromEntries(details.map((detail) => [detail, detailColumns[detail]]));
  const seen: typeof summaryColumns & Partial<typeof detailColumns> = { ...summaryColumns, ...chosen };
  const readSeen = rowReader({ ...summaryColumns, ...chosen });
  const readApart = rowReader(apartColumns, Object.keys(seen).length);
  return {
    columns: { ...seen, ...apartColumns },
    read(values) {
      const apart = readApart(values);
      const row = readSeen(values) as ReturnType<typeof readSeen> & StoredDetails;
      const order = Object.assign(row, {
        cancellation: readCancellation(apart),
        ...(row.goods && { goods: readGoods(row.goods) }),
        ...(row.paidWith && { paidWith: readPaidWith(row.paidWith) }),
      });
      return { order, askedAt: apart.askedAt };
    },
  };
}

/** The details as the row has them. */
type StoredDetails = Partial<Pick<OrderRow, OrderDetail>>;
