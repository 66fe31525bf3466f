import { usePage } from '../page-context.ts';

export interface PhoneFieldProps {
  /** The name of the payment method that requires the number. */
  readonly method: string;
  readonly text: string;
  readonly fault: string | null;
  readonly onInput: (text: string) => void;
}

/** The payer's phone number, which wallets and cards require. It stays in the memory of this page. */
export function PhoneField({ method, text, fault, onInput }: PhoneFieldProps) {
  const { wording } = usePage();
  return (
    <div class="phone">
      <label for="phone">{wording.options.phone}</label>
      <input
        id="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={text}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? 'phone-hint' : 'phone-fault'}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {fault === null ? (
        <p class="hint" id="phone-hint">
          {wording.options.phoneHint(method)}
        </p>
      ) : (
        <p class="fault" id="phone-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
