import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { createInMemorySettlement, totalsOf } from '../../support/settlement/in-memory-settlement.ts';
import { describeSettlement } from '../../support/settlement/settlement-contract.ts';

describeSettlement('settlement in memory', {
  oneIn: 12,
  async open() {
    const orders = createInMemoryOrderStore();
    const settlement = createInMemorySettlement(orders.tables, orders.resolveCause);
    return {
      orders,
      cases: settlement.cases,
      importFile: async (day, lines) => settlement.importFile(day, lines, totalsOf(lines)),
      close: async () => undefined,
    };
  },
});
