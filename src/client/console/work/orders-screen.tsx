import { useCallback, useState } from 'preact/hooks';
import { ConsoleOrdersDocument, type OrderStatus } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { money, time } from '../show.ts';
import { WorkTable } from './work-table.tsx';

/** The choices of the list; those that nobody knows the end of come first. */
const choices = [
  'CONFIRMING',
  'PENDING',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'CANCELLED',
  'EXPIRED',
  'FAILED',
] as const satisfies readonly OrderStatus[];

/** All orders, or those in one state. */
export function OrdersScreen() {
  const { client, language, wording } = useConsole();
  const [status, setStatus] = useState<OrderStatus | null>(null);
  const read = useCallback(
    async (after: string | null) => {
      const filter = status === null ? null : { status: [status] };
      return (await client.request(ConsoleOrdersDocument, { filter, after, language })).orders;
    },
    [client, language, status],
  );

  return (
    <WorkTable
      key={status}
      title={wording.orders}
      empty={wording.noOrders}
      read={read}
      columns={[
        {
          name: wording.order,
          cell: (order) => (
            <>
              <OrderLink order={order} /> <span class="soft">{order.title}</span>
            </>
          ),
        },
        { name: wording.amount, cell: ({ amount }) => money(amount.value) },
        { name: wording.status, cell: (order) => wording.statusWords[order.status] },
        { name: wording.method, cell: ({ payOptionName }) => payOptionName },
        { name: wording.createdAt, cell: ({ createdAt }) => time(createdAt, language) },
        { name: wording.changedAt, cell: ({ updatedAt }) => time(updatedAt, language) },
      ]}
    >
      <p>
        <label for="status">{wording.status}</label>
        <select
          id="status"
          value={status ?? ''}
          onChange={({ currentTarget: { value } }) =>
            setStatus(choices.find((choice) => choice === value) ?? null)
          }
        >
          <option value="">{wording.every}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {wording.statusWords[choice]}
            </option>
          ))}
        </select>
      </p>
    </WorkTable>
  );
}
