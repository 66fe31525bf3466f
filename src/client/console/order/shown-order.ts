import type { ConsoleOrderQuery, OrderSettlementQuery } from '../../core/generated/graphql.ts';

/** An order as its screen shows it. */
export type ShownOrder = NonNullable<ConsoleOrderQuery['order']>;

/** What DANA's settlement files say about the order. */
export type ShownSettlement = NonNullable<OrderSettlementQuery['order']>['settlement'];
