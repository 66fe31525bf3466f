import type { RefundBatchQuery } from '../../core/generated/graphql.ts';

/** A batch as its screen shows it. */
export type ShownBatch = NonNullable<RefundBatchQuery['refundBatch']>;
