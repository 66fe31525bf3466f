import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { incidents } from '../../../src/store/tables/incident-tables.ts';
import { type ConfiguredWorld, merchantId } from '../configured-world.ts';
import { danaPaths } from '../dana-line.ts';
import { brokenHistory, type Sent } from '../history/check-history.ts';
import type { History } from '../history/history.ts';
import { judge, readRecorded } from '../recorded.ts';
import { truthOf } from '../simulator-truth.ts';

/** Incidents that inform an operator that an earlier answer no longer holds. */
const alarms: readonly string[] = ['CONTRADICTED', 'UNKNOWN_FOR_LONG'];

/**
 * What violates an invariant when nothing is pending any more: in our records and DANA's, and in what clients were
 * told about them. Empty if all is well; before that it names what is still pending.
 */
export async function verdictOn(
  { databaseUrl, desk, line }: Pick<ConfiguredWorld, 'databaseUrl' | 'desk' | 'line'>,
  history: History,
): Promise<string[]> {
  const database = connectDatabase({ url: databaseUrl, connectionsMax: 4 });
  try {
    const truths = (await desk.orders()).map(truthOf);
    const [judged, recorded, raised] = await Promise.all([
      judge(database, { truths, isSettled: true, merchantId }),
      readRecorded(database),
      database
        .select({ kind: incidents.kind, partnerReferenceNo: incidents.partnerReferenceNo })
        .from(incidents),
    ]);
    const alarmed = raised.flatMap(({ kind, partnerReferenceNo }) =>
      alarms.includes(kind) && partnerReferenceNo !== null ? [partnerReferenceNo] : [],
    );
    const evidence = { history, recorded, truths, sent: sentOver(line), alarmed: new Set(alarmed) };
    return [...judged, ...brokenHistory(evidence)];
  } finally {
    await closeDatabase(database);
  }
}

function sentOver(line: ConfiguredWorld['line']): Sent[] {
  const numbers = { createOrder: 'partnerReferenceNo', refundOrder: 'partnerRefundNo' } as const;
  return (['createOrder', 'refundOrder'] as const).flatMap((operation) =>
    line.calls(danaPaths[operation], '').map((body) => {
      const request = JSON.parse(body) as Record<string, string>;
      return { operation, number: request[numbers[operation]] ?? '', body };
    }),
  );
}
