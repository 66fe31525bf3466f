import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { useConsole, useRequest } from './console-context.ts';
import { time } from './show.ts';

interface WorkListProps<Item> {
  readonly title: string;
  readonly empty: string;
  readonly read: () => Promise<readonly Item[]>;
  readonly show: (
    item: Item,
    act: (work: () => Promise<string>) => void,
    isBusy: boolean,
  ) => ComponentChildren;
}

/** A list of work that says how old it is, and is read again when its window is looked at and after each act. */
export function WorkList<Item extends { readonly id: string }>({
  title,
  empty,
  read,
  show,
}: WorkListProps<Item>) {
  const { language, wording } = useConsole();
  const [items, setItems] = useState<readonly Item[] | null>(null);
  const [asOf, setAsOf] = useState('');
  const request = useRequest();

  const reread = useCallback(async () => {
    setItems(await read());
    setAsOf(new Date().toISOString());
  }, [read]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void reread().catch(() => {});
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [reread]);

  const act = (work: () => Promise<string>) =>
    void request.run(async () => {
      const said = await work();
      await reread();
      return said;
    });

  return (
    <section>
      <h2>{title}</h2>
      <p class="acts">
        <button type="button" disabled={request.isBusy} onClick={() => act(async () => '')}>
          {wording.refresh}
        </button>
        {asOf !== '' && <span>{wording.asOf(time(asOf, language))}</span>}
      </p>
      <p role="status">{request.said}</p>
      {items !== null && items.length === 0 && <p>{empty}</p>}
      <ul>
        {items?.map((item) => (
          <li class="card" key={item.id}>
            {show(item, act, request.isBusy)}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ReasonFormProps {
  readonly id: string;
  readonly isBusy: boolean;
  readonly choices: readonly { readonly name: string; readonly onChoose: (reason: string) => void }[];
}

/** A reason, and the acts that it is given for. */
export function ReasonForm({ id, isBusy, choices }: ReasonFormProps) {
  const { wording } = useConsole();
  const [reason, setReason] = useState('');
  return (
    <>
      <label for={`reason-${id}`}>{wording.reason}</label>
      <input
        id={`reason-${id}`}
        maxLength={256}
        value={reason}
        onInput={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <p class="acts">
        {choices.map(({ name, onChoose }) => (
          <button
            type="button"
            key={name}
            disabled={isBusy || reason.trim() === ''}
            onClick={() => onChoose(reason.trim())}
          >
            {name}
          </button>
        ))}
      </p>
    </>
  );
}
