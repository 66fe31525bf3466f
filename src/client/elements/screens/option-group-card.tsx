import type { PaymentOption } from '../checkout-view.ts';
import { formatRupiah } from '../format.ts';
import { Icon } from '../icons.tsx';
import { badgeOf, needsPhone, type OptionGroup, optionKey } from '../option-groups.ts';
import { usePage } from '../page-context.ts';
import { PhoneField, type PhoneFieldProps } from './phone-field.tsx';

/** More than these are folded away behind their names: a phone shows some six rows at once. */
const openOptionsMax = 4;

interface OptionGroupProps {
  readonly group: OptionGroup;
  readonly chosenKey: string | null;
  readonly onChoose: (option: PaymentOption) => void;
  readonly phone: Omit<PhoneFieldProps, 'method'>;
}

/** One group of ways to pay: open, or folded away behind the names in it. */
export function OptionGroupCard(props: OptionGroupProps) {
  const { wording } = usePage();
  const { kind, options } = props.group;
  const title = wording.options.groups[kind];
  const rows = options.map((option) => <OptionRow key={optionKey(option)} option={option} {...props} />);
  if (options.length <= openOptionsMax) {
    return (
      <fieldset class="card group">
        {/* One way to pay needs no headline that says the same again. */}
        <legend class={options.length === 1 ? 'visually-hidden' : undefined}>{title}</legend>
        {rows}
      </fieldset>
    );
  }
  const isChosenHere = options.some((option) => optionKey(option) === props.chosenKey);
  return (
    <details class="card group" open={isChosenHere}>
      <summary>
        <Icon of={kind} />
        <span>
          {title}
          <span class="muted">{options.map((option) => badgeOf(option) ?? option.name).join(', ')}</span>
        </span>
      </summary>
      <fieldset>
        <legend class="visually-hidden">{title}</legend>
        {rows}
      </fieldset>
    </details>
  );
}

function OptionRow({ option, chosenKey, onChoose, phone }: OptionGroupProps & { option: PaymentOption }) {
  const { wording, marks } = usePage();
  const key = optionKey(option);
  const mark = marks[key];
  const isChosen = key === chosenKey;
  const hint = wording.options.hints[option.kind];
  const badge = badgeOf(option);
  return (
    <>
      <label class="option">
        <span class="badge" data-brand={key} aria-hidden="true">
          {mark === undefined ? (badge ?? <Icon of={option.kind} />) : <img src={mark} alt="" />}
        </span>
        <span>
          {option.name}
          {hint !== undefined && <span class="muted">{hint}</span>}
          {option.promos.map(({ promoId, amount }) => (
            <span class="promo" key={promoId}>
              {amount ? wording.options.promo(formatRupiah(amount.value)) : wording.options.promoUnknown}
            </span>
          ))}
        </span>
        <input
          type="radio"
          name="payment-option"
          value={key}
          checked={isChosen}
          onChange={() => onChoose(option)}
        />
      </label>
      {isChosen && needsPhone(option) && <PhoneField {...phone} method={option.name} />}
    </>
  );
}
