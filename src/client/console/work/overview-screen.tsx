import { useCallback, useState } from 'preact/hooks';
import { OverviewDocument, type OverviewQuery } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { day, money } from '../show.ts';
import { WideTable } from '../wide-table.tsx';
import { danaWords, type TotalName, totalWords } from '../wording/work-words.ts';
import { WorkTable } from './work-table.tsx';

type Overview = OverviewQuery['overview'];

/** The addresses of the lists that have the items of a total, if there is one. */
const lists: Partial<Readonly<Record<TotalName, string>>> = {
  settled: '#settlement',
  unknownOrders: '#pending/CREATE',
  pendingRefunds: '#pending/REFUND',
  pendingCancellations: '#pending/CANCEL',
};

const totalNames = Object.keys(totalWords) as TotalName[];

/** The day in Jakarta at one look: what came, what went back, what is open, and whether DANA answers. */
export function OverviewScreen() {
  const { client, language, wording } = useConsole();
  const [overview, setOverview] = useState<Overview | null>(null);
  const read = useCallback(async () => {
    const found = (await client.request(OverviewDocument, {})).overview;
    setOverview(found);
    return {
      nodes: totalNames.map((name) => ({ id: name, ...found[name] })),
      pageInfo: { hasNextPage: false },
    };
  }, [client]);
  const nameOf = (name: TotalName) => {
    const words = totalWords[name][language];
    const list = lists[name];
    return list === undefined ? words : <a href={list}>{words}</a>;
  };

  return (
    <>
      <WorkTable
        title={wording.overview}
        empty=""
        read={read}
        columns={[
          { name: wording.figure, cell: ({ id }) => nameOf(id) },
          // The gateway counts up to a bound: there may be more.
          { name: wording.count, cell: ({ count, isComplete }) => (isComplete ? count : `${count}+`) },
          { name: wording.amount, cell: ({ amount }) => money(amount.value) },
        ]}
      >
        {overview !== null && (
          <p class="soft">
            {day(Date.parse(`${overview.day}T00:00+07:00`), language)} (WIB)
            {typeof overview.dashboardUrl === 'string' && (
              <>
                {' · '}
                <a href={overview.dashboardUrl} target="_blank" rel="noreferrer">
                  {wording.metrics}
                </a>
              </>
            )}
          </p>
        )}
      </WorkTable>
      {overview !== null && <Health dana={overview.dana} />}
    </>
  );
}

/** Each operation of DANA, and whether the gateway holds its calls back. */
function Health({ dana }: { dana: Overview['dana'] }) {
  const { language, wording } = useConsole();
  return (
    <section>
      <h2>{wording.health}</h2>
      <WideTable label={wording.health}>
        <thead>
          <tr>
            <th scope="col">{wording.operation}</th>
            <th scope="col">{wording.status}</th>
          </tr>
        </thead>
        <tbody>
          {dana.map(({ operation, isAvailable, retryAfterMs }) => (
            <tr key={operation} data-available={isAvailable}>
              <th scope="row">{danaWords[operation][language]}</th>
              <td data-label={wording.status}>
                {isAvailable
                  ? wording.answers
                  : wording.heldBack(
                      typeof retryAfterMs === 'number' ? Math.ceil(retryAfterMs / 1000) : null,
                    )}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}
