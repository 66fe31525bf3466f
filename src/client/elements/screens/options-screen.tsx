import { useRef, useState } from 'preact/hooks';
import { isOpen, type PaymentOption } from '../checkout-view.ts';
import { formatRupiah } from '../format.ts';
import { groupOptions, methodName, needsPhone, optionKey } from '../option-groups.ts';
import { usePage } from '../page-context.ts';
import { readPhoneNumber } from '../phone-number.ts';
import { Notice } from './notice-screens.tsx';
import { OptionGroupCard } from './option-group-card.tsx';
import { Problem } from './problem.tsx';

/**
 * The payment options in groups. The payer chooses one, enters a phone number if it is required, and opens an
 * attempt.
 */
export function OptionsScreen() {
  const { actions, view, wording } = usePage();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const [phone, setPhone] = useState('');
  const [fault, setFault] = useState<'choice' | 'phone' | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { checkout, order, problem, isPaying } = view;
  if (checkout === null) return null;

  const result = checkout.paymentOptions;
  const options = result.__typename === 'PaymentOptions' ? result.options : [];
  if (options.length === 0) {
    const isAnswer = result.__typename === 'PaymentOptions';
    return (
      <Notice
        title={isAnswer ? wording.options.none : wording.options.noAnswer}
        lead={isAnswer ? '' : result.message}
      >
        <button type="button" class="primary" onClick={() => actions.speak(wording.code)}>
          {wording.tryAgain}
        </button>
      </Notice>
    );
  }
  const chosen = options.find((option) => optionKey(option) === chosenKey) ?? null;

  function submit(event: Event): void {
    event.preventDefault();
    const phoneNumber = chosen !== null && needsPhone(chosen) ? readPhoneNumber(phone) : null;
    if (chosen === null) {
      refuse('choice', 'input[type=radio]');
    } else if (needsPhone(chosen) && phoneNumber === null) {
      refuse('phone', 'input[type=tel]');
    } else {
      setFault(null);
      const { payMethod, payOption } = chosen;
      void actions.pay({ payMethod, payOption: payOption ?? null, phoneNumber });
    }
  }

  function refuse(what: 'choice' | 'phone', selector: string): void {
    setFault(what);
    form.current?.querySelector<HTMLElement>(selector)?.focus();
  }

  function choose(option: PaymentOption): void {
    setChosenKey(optionKey(option));
    setFault(null);
  }

  const phoneFault = fault === 'phone' ? wording.options.phoneWrong : (problem?.phoneMessage ?? null);
  const hasOpenAttempt = order !== null && isOpen(order);
  return (
    <form class="options" ref={form} onSubmit={submit} noValidate aria-busy={isPaying}>
      <h1 tabIndex={-1}>{wording.options.title}</h1>
      {problem !== null && problem.phoneMessage === null && <Problem {...problem} />}
      {hasOpenAttempt && !isPaying && (
        <p class="hint">
          {wording.options.replaces}{' '}
          <button type="button" class="link" onClick={() => actions.choose(false)}>
            {wording.options.keep(methodName(order, options))}
          </button>
        </p>
      )}
      {groupOptions(options).map((group) => (
        <OptionGroupCard
          key={group.kind}
          group={group}
          chosenKey={chosenKey}
          onChoose={choose}
          phone={{ text: phone, fault: phoneFault, onInput: setPhone }}
        />
      ))}
      <div class="pay-bar">
        {fault === 'choice' && (
          <p class="fault" role="alert">
            {wording.options.chooseFirst}
          </p>
        )}
        <button type="submit" class="primary" disabled={isPaying}>
          {isPaying ? (
            <>
              <span class="spinner" aria-hidden="true" />
              {wording.options.paying}
            </>
          ) : (
            wording.options.pay(formatRupiah(checkout.amount.value))
          )}
        </button>
      </div>
    </form>
  );
}
