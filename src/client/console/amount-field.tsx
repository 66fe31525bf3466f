import { useEffect, useRef } from 'preact/hooks';
import { formatRupiah, parseSnapAmount, type Rupiah } from '../../domain/money.ts';
import { readWrittenAmount } from '../../domain/written/amount.ts';
import { useConsole } from './console-context.ts';
import { money } from './show.ts';
import { orderWording } from './wording/order-words.ts';

/** The amount that a text says, as the gateway takes it; null if it says none, or more than `most`. */
export function amountIn(text: string, most: string | null): string | null {
  const amount = readWrittenAmount(text);
  const limit: Rupiah | undefined = most === null ? undefined : parseSnapAmount(most);
  return amount === null || (limit !== undefined && amount > limit) ? null : formatRupiah(amount);
}

interface AmountFieldProps {
  /** What was typed, however people write amounts. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The most that it may be, as the gateway writes amounts; null: anything. */
  readonly most: string | null;
}

/** A field for an amount. Its form is sent only if the amount is one; the sentence beside it says which. */
export function AmountField({ text, onText, most }: AmountFieldProps) {
  const { language, wording } = useConsole();
  const words = orderWording[language];
  const input = useRef<HTMLInputElement>(null);
  const hint = most === null ? words.amountForm : words.amountRange(money(most));
  const isAmount = amountIn(text, most) !== null;
  useEffect(() => input.current?.setCustomValidity(isAmount ? '' : hint), [isAmount, hint]);
  return (
    <>
      <label for="amount">{wording.amount}</label>
      <input
        id="amount"
        ref={input}
        inputMode="decimal"
        required
        autocomplete="off"
        aria-describedby="amount-hint"
        aria-invalid={text !== '' && !isAmount}
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      <p id="amount-hint" class="soft">
        {hint}
      </p>
    </>
  );
}
