import { createHash, randomUUID } from 'node:crypto';
import { gatewayActor } from '../../../src/domain/actor.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { createSettlementStore } from '../../../src/store/settlement/settlement-store.ts';
import { totalsOf } from '../../support/settlement/in-memory-settlement.ts';
import { describeSettlement } from '../../support/settlement/settlement-contract.ts';
import { clock, useDatabase } from './stage.ts';

const database = useDatabase();

describeSettlement('settlement on Postgres', {
  oneIn: 60,
  async open() {
    const cases = createSettlementStore(database());
    return {
      orders: createOrderStore(database()),
      cases,
      async importFile(day, lines) {
        const importNumber = await cases.beginImport({
          id: `set_${randomUUID()}`,
          fileName: 'file.csv',
          unitKind: 'MERCHANT',
          unitName: 'Shop',
          day,
          actor: gatewayActor,
          startedAt: clock.now(),
          leasedUntil: clock.now(),
        });
        await cases.stageLines(
          importNumber,
          lines.map((line, index) => ({ ...line, lineNo: index + 2 })),
          clock.now(),
        );
        await cases.finishImport(importNumber, {
          ...totalsOf(lines),
          lineCount: lines.length,
          fileHash: createHash('sha256').update(randomUUID()).digest('hex'),
          importedAt: clock.now(),
        });
      },
      close: async () => undefined,
    };
  },
});
